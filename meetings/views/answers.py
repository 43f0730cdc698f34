"""What a desk answers to a save: JSON to its own module, a page to a plain form."""

from collections.abc import Callable
from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from documents import pdf
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings.forms import RevisionForm, stored_text
from units.middleware import wants_json

Page = Callable[[ModelForm, dict[str, str], int], HttpResponse]


def paper_of(document: Document | None, words: Callable[[], dict[str, Any]]) -> str:
    """The draft as it stands; an approved paper only as it was frozen, never the living rows."""
    if document is None:
        return ""
    if document.is_approved:
        return pdf.to_html(document.snapshot, document.number_text, document.date)
    return pdf.to_html(words(), draft=True)


def answer_save(
    request: HttpRequest,
    form: ModelForm,
    *,
    act: Callable[[dict[str, Any], int], int],
    fresh: Callable[[Any], tuple[ModelForm, int]],
    page: Page,
    done: HttpResponse,
) -> HttpResponse:
    """Check the form, save it with `act(values, revision)` → new revision, and answer.

    `fresh(row)` gives the form of the stored row and its revision when somebody was faster;
    `page(form, theirs, status)` draws the desk again with what was typed, without JavaScript.
    """
    given = RevisionForm(request.POST)
    if not given.is_valid() and "revision" in given.errors:
        form.add_error(None, _("Trang đã cũ. Hãy tải lại trang rồi lưu lần nữa."))
    if not form.is_valid():
        return _invalid(request, form, page)
    try:
        revision = act(form.cleaned_data, given.cleaned_data["revision"])
    except ActionError as error:
        form.add_error(None, str(error))
        return _invalid(request, form, page)
    except StaleRevisionError as stale:
        return _stale(request, form, *fresh(stale.row), page)
    if wants_json(request):
        now = clock.real_now().astimezone(clock.now().tzinfo)
        return JsonResponse({"revision": revision, "saved_at": f"{now:%H:%M:%S}"})
    return done


def _invalid(request: HttpRequest, form: ModelForm, page: Page) -> HttpResponse:
    if not wants_json(request):
        return page(form, {}, 422)
    errors = {name: list(map(str, lines)) for name, lines in form.errors.items()}
    message = " ".join(errors.pop("__all__", [])) or _("Chưa lưu được. Hãy sửa chỗ được báo.")
    return JsonResponse({"message": message, "errors": errors}, status=422)


def _stale(
    request: HttpRequest, form: ModelForm, stored: ModelForm, revision: int, page: Page
) -> HttpResponse:
    """Both texts of what differs; nothing of either is lost."""
    theirs, values = {}, {}
    for name in form.fields:
        was = _plain(stored, name)
        if was != _plain_typed(form, name):
            theirs[name], values[name] = stored_text(stored, name), was
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


def _plain(form: ModelForm, name: str) -> Any:
    """A stored value as its input would hold it."""
    value = form[name].value()
    widget = form.fields[name].widget
    if isinstance(value, list):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    shown = widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return "" if shown is None else str(shown)


def _plain_typed(form: ModelForm, name: str) -> Any:
    value = form[name].value()
    if isinstance(value, list):
        return sorted(str(one) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n")
