"""The joined pages: home, a bloc, a period, its summary and pack."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import actions as papers
from documents.models import Document, Rendering
from documents.queries import give_files
from emulation_bloc import queries
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.queries import glance
from meetings import queries as meeting_words
from units.models import Bloc, Period
from units.queries import head_on, members_on


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`Việc của tôi`: what I owe, by when, one click from doing it; below, where my blocs stand."""
    user = request.user
    periods = Period.objects.visible_to(user).filter(state=Period.State.OPEN)
    found = queries.standings(periods.select_related("bloc__province", "round"), user)
    own = [one for one in found if one.period.bloc_id in user.rights.blocs]
    duties = queries.duties(user, found)
    context = {
        "today": clock.today(),
        "duties": duties,
        "failed": list(queries.failed_files(user)[:5]),
        "standings": _now(own)[:3],
        "papers": _newest(found),
        "is_alone": not found and not user.rights.blocs and not user.rights.whole_provinces,
    }
    return render(request, "emulation_bloc/home.html", context)


def _now(found: list[queries.Standing]) -> list[queries.Standing]:
    """Each bloc's period of today: the latest whose reports are due."""
    today = clock.today()
    chosen: dict[int, queries.Standing] = {}
    for one in sorted(found, key=lambda one: one.period.report_due):
        if one.period.report_due <= today or one.period.bloc_id not in chosen:
            chosen[one.period.bloc_id] = one
    return list(chosen.values())


def _newest(found: list[queries.Standing]) -> list[Document]:
    rows = [paper for one in found for paper in one.papers if paper.is_approved]
    newest = sorted(rows, key=lambda paper: paper.pk, reverse=True)[:6]
    give_files(newest)
    return newest


@require_safe
def bloc(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """One bloc: members, head, periods, papers."""
    home = get_visible_or_404(request, Bloc, slug=bloc, province__slug=province)
    periods = (
        Period.objects.visible_to(request.user)
        .filter(bloc=home)
        .select_related("bloc__province", "round")
    )
    found = queries.standings(periods, request.user)
    today = clock.today()
    now = _now(found)
    context = {
        "bloc": home,
        "sees_meeting": request.user.has_perm("meetings.see", home),
        "standings": found,
        "now": now[0] if now else None,
        "members": list(members_on(home, today)),
        "head": head_on(home, today),
        "papers": _newest(found),
        "may_open": request.user.has_perm("units.open_period", home),
    }
    return render(request, "emulation_bloc/bloc.html", context)


def _period(request: HttpRequest, province: str, bloc: str, period: str) -> Period:
    rows = Period.objects.visible_to(request.user).select_related("bloc__province", "round")
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_object_or_404(rows, **lookup)


@require_safe
def period(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """One period: its line, its meeting, its papers."""
    chosen = _period(request, province, bloc, period)
    (one,) = queries.standings([chosen], request.user)
    give_files(one.papers)
    for paper in one.papers:
        paper.draft_url = "" if paper.is_approved else queries.draft_url(paper)
    user = request.user
    nominations = glance.nominations_of(chosen, user)
    context = {
        "bloc": chosen.bloc,
        "period": chosen,
        "standing": one,
        "nominations": nominations,
        "waiting": glance.waiting_of(one, nominations, user),
        "scores": glance.scores_of(chosen, user),
        "round": queries.round_of(chosen),
        "sees_scoring": user.has_perm("assessments.see", chosen.bloc),
        "may_open_round": user.has_perm("assessments.open_round", chosen),
        "sees_meeting": user.has_perm("meetings.see", chosen.bloc),
        "may_plan": user.has_perm("meetings.plan", chosen),
        "may_edit_notes": bool(one.meeting)
        and user.has_perm("meetings.edit_notes", one.meeting)
        and not (one.minutes and one.minutes.is_approved),
        "may_write_pact": user.has_perm("meetings.write_pact", chosen),
        "sees_late": user.has_perm("units.see_late", chosen),
        "may_edit_windows": user.has_perm("units.edit_windows", chosen),
        "may_close": user.has_perm("units.close_period", chosen),
        "may_start_report": one.report is None and user.has_perm("meetings.write_report", chosen),
        "may_pack": user.has_perm("meetings.take_summary", chosen),
    }
    return render(request, "emulation_bloc/period.html", context)


@require_POST
def period_summary(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Have the two-page summary made as PDF or Word."""
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    chosen = get_permitted_or_404(request, Period, "meetings.take_summary", **lookup)
    is_word = request.POST.get("dang") == "docx"
    form = Rendering.Form.SUMMARY_DOCX if is_word else Rendering.Form.SUMMARY_PDF
    row = papers.request_reading(
        form,
        period=chosen,
        snapshot=meeting_words.summary_words(chosen),
        by=request.user,
        name=f"tom-tat-{bloc}-{period}.{'docx' if is_word else 'pdf'}",
    )
    return redirect("documents:rendering", province, bloc, row.pk)


@require_POST
def period_pack(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Have all approved papers of the period and its summary packed into one ZIP."""
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    chosen = get_permitted_or_404(request, Period, "meetings.take_summary", **lookup)
    (one,) = queries.standings([chosen], request.user)
    give_files(one.papers)
    files = [row.pk for paper in one.papers if paper.is_approved for row in paper.shown_files]
    if not files:
        messages.error(request, _("Kỳ này chưa có văn bản được duyệt để đóng gói."))
        return redirect(chosen)
    today = clock.today()
    head = f"{chosen.bloc.name} – {chosen.name}, {vietnamese.date_words(today)}"
    row = papers.request_reading(
        Rendering.Form.PACK,
        period=chosen,
        snapshot={
            "files": files,
            "summary": meeting_words.summary_words(chosen),
            "index": [head, *_replaced(one.papers)],
            "day": today.isoformat(),
        },
        by=request.user,
        name=f"ho-so-{bloc}-{period}.zip",
    )
    return redirect("documents:rendering", province, bloc, row.pk)


def _replaced(papers: list[Document]) -> list[str]:
    """Which of a period's papers are in force no more, and what has taken their place."""
    by_pk = {row.pk: row for row in papers}
    return [
        _("%(old)s đã bị thay thế bởi %(new)s.") % {"old": by_pk[row.corrects_id], "new": row}
        for row in papers
        if row.is_approved and row.relation == Document.Relation.REPLACES
        if row.corrects_id in by_pk
    ]
