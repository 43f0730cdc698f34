"""Prose of the minutes put in own words, figures bound."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import pdf
from documents.models import Document
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from meetings import queries
from meetings.actions.passages import reset_passage, save_passage
from meetings.forms.adoption import PassageForm
from meetings.models import Minutes
from meetings.queries.minutes.words import told_words
from meetings.views.minutes import at, minutes_or_404


def _writable(request: HttpRequest, *where: Any) -> Minutes:
    """The minutes, for those who write the meeting's notes."""
    minutes = minutes_or_404(request, "documents.preview", *where)
    if not request.user.has_perm("meetings.edit_notes", minutes.meeting):
        raise PermissionDenied
    return minutes


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """All passages with their figures, beside the minutes."""
    return _draw(request, _writable(request, province, bloc, period, pk))


def _draw(
    request: HttpRequest, minutes: Minutes, override: Any = None, status: int = 200
) -> HttpResponse:
    document = minutes.document
    if minutes.is_supplement or document.state not in Document.DRAFT_STATES:
        return redirect("meetings:minutes", *at(minutes))
    words, prose = told_words(minutes, queries.desk_rows(minutes.meeting))
    is_chair = request.user.has_perm("documents.approve", document)
    context = {
        "bloc": document.bloc,
        "period": document.period,
        "meeting": minutes.meeting,
        "minutes": minutes,
        "document": document,
        "items": [_item(told, override) for told in prose.told],
        "is_open": document.state == Document.State.DRAFT or is_chair,
        "paper": pdf.to_html(words, draft=True),
    }
    return render(request, "meetings/passages.html", context, status=status)


def _item(told: Any, override: Any) -> dict[str, Any]:
    """One passage with its form; `override` is the refused one: (key, form, the other's text)."""
    form, theirs, revision = PassageForm(told=told), {}, told.revision
    if override and override[0] == told.key:
        form, theirs = override[1], override[2]
        revision = getattr(form, "revision", revision)
    shown = {name: value.strip() for name, value in told.figures.items()}
    return {
        "told": told,
        "form": form,
        "theirs": theirs,
        "revision": revision,
        "figures": shown.items(),
        "lacks": ", ".join(f"{{{name}}}" for name in told.lacks),
    }


@require_POST
def save(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, key: str
) -> HttpResponse:
    """Keep own words; the button `doi` turns typed figures into their names first."""
    minutes = _writable(request, province, bloc, period, pk)

    def act(values: dict[str, str], revision: int) -> int:
        row = save_passage(
            minutes,
            key,
            text=values["text"],
            revision=revision,
            by=request.user,
            names_figures="doi" in request.POST,
        )
        return row.revision

    return answer_save(
        request,
        PassageForm(request.POST, auto_id=f"{key}-%s"),
        act=act,
        fresh=lambda row: (PassageForm(initial={"text": row.text}), row.revision),
        page=lambda form, theirs, status: _draw(request, minutes, (key, form, theirs), status),
        done=redirect(f"{reverse('meetings:passages', args=at(minutes))}#{key}"),
    )


@require_POST
def reset(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, key: str
) -> HttpResponse:
    """Back to the usual words."""
    minutes = _writable(request, province, bloc, period, pk)
    with saying(request, _("Đã trở lại lời văn tự động.")):
        reset_passage(minutes, key, by=request.user)
    return redirect(f"{reverse('meetings:passages', args=at(minutes))}#{key}")
