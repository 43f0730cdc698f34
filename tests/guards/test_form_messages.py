"""Every sentence that a form of ours can say is Vietnamese; Django's own translation has gaps."""

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest
from django import forms
from django.apps import apps
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import translation

from emulation_bloc.lib import vietnamese as vietnamese_lib
from units.forms import CleanTextMixin

APPS = ["units", "documents", "assessments", "meetings", "awards"]


def form_classes() -> list[type[forms.BaseForm]]:
    """All forms of our apps, read from their `forms` modules."""
    found = set()
    for app in APPS:
        folder = apps.get_app_config(app).module.__name__
        try:
            module = importlib.import_module(f"{folder}.forms")
        except ModuleNotFoundError:
            continue
        for part in [module, *_modules_inside(module)]:
            for thing in vars(part).values():
                is_form = inspect.isclass(thing) and issubclass(thing, forms.BaseForm)
                if is_form and thing.__module__ == part.__name__:
                    found.add(thing)
    return sorted(
        (form for form in found if getattr(form, "base_fields", None)),
        key=lambda form: form.__name__,
    )


def _modules_inside(module: ModuleType) -> list[ModuleType]:
    """The topics of a forms folder; a flat file has none."""
    folder = getattr(module, "__path__", [])
    names = [row.name for row in pkgutil.iter_modules(folder)]
    return [importlib.import_module(f"{module.__name__}.{name}") for name in names]


def sentences(field: forms.Field) -> dict[str, str]:
    """Everything that the field or one of its checks can say, by where it is written."""
    said = {f"error_messages[{code}]": str(text) for code, text in field.error_messages.items()}
    for check in field.validators:
        # CleanTextMixin answers to NUL, with a sentence of its own.
        if not isinstance(check, ProhibitNullCharactersValidator):
            said[type(check).__name__] = str(getattr(check, "message", ""))
    return {place: text for place, text in said.items() if text}


@pytest.mark.parametrize("form", form_classes(), ids=lambda form: form.__name__)
def test_every_form_message_is_vietnamese(form):
    english = {}
    for name, field in form.base_fields.items():
        vietnamese = sentences(field)
        with translation.override("en"):
            foreign = sentences(field)
        # Our own sentences have no translation; Django's that are the same in both have none.
        english |= {
            (name, place): text
            for place, text in vietnamese.items()
            if foreign[place] == text and vietnamese_lib.fold(text) == text.lower()
        }

    assert english == {}


@pytest.mark.parametrize("form", form_classes(), ids=lambda form: form.__name__)
def test_every_form_with_text_cleans_it(form):
    has_text = any(
        isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)
        for field in form.base_fields.values()
    )

    assert issubclass(form, CleanTextMixin) or not has_text


def test_forms_were_found_at_all():
    assert len(form_classes()) > 5
