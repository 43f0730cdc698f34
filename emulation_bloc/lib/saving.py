"""What a desk answers to a save: JSON to its own module, a page to a plain form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError

Page = Callable[[Any, dict[str, str], int], HttpResponse]


class RevisionForm(forms.Form):
    """The counter that a page was made with."""

    revision = forms.IntegerField(min_value=1)


def wants_json(request: HttpRequest) -> bool:
    """Whether the desk's own module asks, rather than a browser's form."""
    return request.headers.get("Accept", "").startswith("application/json")


def answer_save(
    request: HttpRequest,
    form: Any,
    *,
    act: Callable[[dict[str, Any], int], int | dict[str, Any]],
    fresh: Callable[[Any], tuple[Any, int]],
    page: Page,
    done: HttpResponse,
) -> HttpResponse:
    """Check the form, save it with `act(values, revision)` and answer.

    `act` gives the new revision, or a mapping with `revision` and what else the page wants to know.
    `fresh(row)` gives the form of the stored row and its revision when somebody was faster;
    `page(form, theirs, status)` draws the desk again with what was typed, without JavaScript.
    """
    given = RevisionForm(request.POST)
    if given.is_valid():
        form.revision = given.cleaned_data["revision"]
    else:
        form.add_error(None, _("Trang đã cũ. Hãy tải lại trang rồi lưu lần nữa."))
    if not form.is_valid():
        return _invalid(request, form, page)
    try:
        told = act(form.cleaned_data, given.cleaned_data["revision"])
    except ActionError as error:
        form.add_error(None, str(error))
        return _invalid(request, form, page)
    except StaleRevisionError as stale:
        return _stale(request, form, *fresh(stale.row), page)
    if wants_json(request):
        now = clock.real_now().astimezone(clock.now().tzinfo)
        shown = told if isinstance(told, dict) else {"revision": told}
        return JsonResponse(shown | {"saved_at": f"{now:%H:%M:%S}"})
    return done


def _invalid(request: HttpRequest, form: Any, page: Page) -> HttpResponse:
    if not wants_json(request):
        return page(form, {}, 422)
    errors = {name: list(map(str, lines)) for name, lines in form.errors.items()}
    message = " ".join(errors.pop("__all__", [])) or _("Chưa lưu được. Hãy sửa chỗ được báo.")
    return JsonResponse({"message": message, "errors": errors}, status=422)


def _stale(request: HttpRequest, form: Any, stored: Any, revision: int, page: Page) -> HttpResponse:
    """Both texts of what differs; nothing of either is lost."""
    theirs, values = {}, {}
    for name in form.fields:
        was = _plain(stored, name)
        if was != _plain_typed(form, name):
            theirs[name], values[name] = _shown_text(stored, name), was
    if wants_json(request):
        told = {
            "message": _("Người khác vừa sửa mục này. Hãy chọn bản giữ lại."),
            "revision": revision,
            "theirs": theirs,
            "values": values,
        }
        return JsonResponse(told, status=409)
    form.revision = revision
    labels = {str(form.fields[name].label): text for name, text in theirs.items()}
    return page(form, labels, 409)


def _plain(form: Any, name: str) -> Any:
    """A stored value as its input would hold it."""
    value = form[name].value()
    widget = form.fields[name].widget
    if isinstance(value, list):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    shown = widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return "" if shown is None else str(shown)


def _plain_typed(form: Any, name: str) -> Any:
    value = form[name].value()
    if isinstance(value, list):
        return sorted(str(one) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n")


def stored_text(form: forms.ModelForm, name: str) -> str:
    """A stored value as the screen shows it, for putting two texts side by side."""
    value = getattr(form.instance, name)
    if hasattr(value, "all"):
        return vietnamese.join(str(one) for one in value.all())
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField | forms.DateField | forms.TimeField):
        return str(field.prepare_value(value)) if value is None else _shown(value)
    return dict(getattr(field, "choices", [])).get(value, str(value if value is not None else ""))


def _shown(value: Any) -> str:
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}" if hasattr(value, "year") else f"{value:%H:%M}"
    return str(value)


def _shown_text(form: Any, name: str) -> str:
    """A form that is no model's says itself how a stored value reads (`stored_text`)."""
    own = getattr(form, "stored_text", None)
    return own(name) if own else stored_text(form, name)
