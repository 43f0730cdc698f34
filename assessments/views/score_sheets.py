"""A score sheet: the appraiser's desk, the peers' form, the meeting's and the province's column."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.forms.appraisal import ScoreForm
from assessments.models import Assessment, ScoreSheet
from assessments.queries.appraisal import next_open_sheet
from assessments.queries.column_table import table_of
from assessments.queries.evidence import pane
from assessments.queries.sheet_lines import Line, lines_of
from assessments.queries.stages import SHEET_STAGES
from assessments.views.appraisal import at
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError

Path = dict[str, Any]


def _lookup(path: Path, inner: str) -> dict[str, Any]:
    return {
        "pk": path["pk"],
        f"{inner}period__slug": path["period"],
        "bloc__slug": path["bloc"],
        "bloc__province__slug": path["province"],
    }


def _sheet(request: HttpRequest, path: Path, perm: str = "") -> ScoreSheet:
    """The column; while it is open nobody but its writers opens it (403 for the own unit's)."""
    lookup = _lookup(path, "assessment__round__")
    if perm:
        return get_permitted_or_404(request, ScoreSheet, perm, **lookup)
    sheet = get_visible_or_404(request, ScoreSheet, **lookup)
    is_open = sheet.state != ScoreSheet.State.CLOSED
    if is_open and not request.user.has_perm("assessments.score", sheet):
        raise PermissionDenied
    return sheet


@require_safe
def page(request: HttpRequest, **path: Any) -> HttpResponse:
    """The sheet at one criterion (`tc`)."""
    return _draw(request, _sheet(request, path))


def _chosen(request: HttpRequest, lines: list[Line]) -> Line | None:
    """The criterion that the address names, else the first that still waits."""
    asked = request.GET.get("tc", "")
    applying = [line for line in lines if line.applies]
    named = next((line for line in lines if str(line.criterion.pk) == asked), None)
    waiting = next((line for line in applying if not line.is_done), None)
    return named or waiting or next(iter(applying), None)


def _draw(
    request: HttpRequest,
    sheet: ScoreSheet,
    *,
    current: int = 0,
    form: ScoreForm | None = None,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = lines_of(sheet, request.user)
    scored = sheet.assessment.round
    is_open = _is_open(request, sheet)
    line = next((one for one in lines if one.criterion.pk == current), None)
    line = line or _chosen(request, lines)
    applying = [one for one in lines if one.applies]
    done = sum(one.is_done for one in applying)
    context = {
        "bloc": scored.period.bloc,
        "period": scored.period,
        "round": scored,
        "sheet": sheet,
        "assessment": sheet.assessment,
        "lines": lines,
        "line": line,
        "form": form,
        "revision": 1,
        "theirs": theirs or {},
        "pane": pane(request.user, answer=line.answer) if line else None,
        "is_open": is_open,
        "is_waiting": sheet.assessment.state != Assessment.State.SUBMITTED,
        "is_finished_by_hand": sheet.stage in SHEET_STAGES,
        "may_finish": is_open and request.user.has_perm("assessments.finish_sheet", sheet),
        "may_reopen": _may_reopen(request, sheet),
        "done": done,
        "of": len(applying),
        "lacking": len(applying) - done,
        "previous": _beside(applying, line, -1),
        "following": _beside(applying, line, 1),
        "next_sheet": reverse("assessments:next_sheet", args=at(scored)) + f"?sau={sheet.pk}",
        "totals": _totals(applying),
    }
    if line and is_open and line.applies:
        stored = ScoreForm.stored(sheet, line.score, line.base)
        context["form"] = form or stored
        context["revision"] = getattr(form, "revision", line.score.revision if line.score else 1)
    return render(request, "assessments/sheet.html", context, status=status)


def _totals(lines: list[Line]) -> dict[str, Any]:
    """What the column and what it starts from come to, missing scores left out."""
    before = [line.base for line in lines if line.base is not None]
    after = [line.points for line in lines if line.points is not None]
    return {"before": sum(before), "after": sum(after), "changed": _changed(lines)}


def _changed(lines: list[Line]) -> int:
    return sum(bool(line.score and line.score.is_change) for line in lines)


def _is_open(request: HttpRequest, sheet: ScoreSheet) -> bool:
    """Whether the person may write now."""
    return (
        sheet.state == ScoreSheet.State.OPEN
        and sheet.assessment.round.state == sheet.stage
        and sheet.assessment.state == Assessment.State.SUBMITTED
        and request.user.has_perm("assessments.score", sheet)
    )


def _may_reopen(request: HttpRequest, sheet: ScoreSheet) -> bool:
    return (
        sheet.state == ScoreSheet.State.DONE
        and sheet.assessment.round.state == sheet.stage
        and request.user.has_perm("assessments.finish_sheet", sheet)
    )


def _beside(lines: list[Line], line: Line | None, step: int) -> Line | None:
    """The criterion before or after the current one."""
    if line not in lines:
        return None
    place = lines.index(line) + step
    return lines[place] if 0 <= place < len(lines) else None


def _address(sheet: ScoreSheet, criterion: int = 0, anchor: str = "") -> str:
    url = reverse("assessments:sheet", args=[*at(sheet.assessment.round), sheet.pk])
    return url + (f"?tc={criterion}" if criterion else "") + anchor


@require_POST
def save(request: HttpRequest, *, criterion: int, **path: Any) -> HttpResponse:
    """Keep the score of one criterion."""
    sheet = _sheet(request, path, "assessments.score")
    lines = lines_of(sheet, request.user)
    line = next((one for one in lines if one.criterion.pk == criterion), None)
    if line is None:
        raise Http404
    form = ScoreForm(_typed(request), sheet=sheet)

    def act(values: dict[str, Any], revision: int) -> dict[str, Any]:
        row = actions.save_score(
            sheet, line.criterion, values=values, revision=revision, by=request.user
        )
        stored = ScoreForm.stored(sheet, row, line.base)
        return {"revision": row.revision, "values": {"points": stored["points"].value()}}

    return answer_save(
        request,
        form,
        act=act,
        fresh=lambda row: (
            ScoreForm.stored(sheet, row, line.base, accepted=request.POST.get("accepted", "")),
            row.revision,
        ),
        page=lambda refused, theirs, status: _draw(
            request, sheet, current=criterion, form=refused, theirs=theirs, status=status
        ),
        done=redirect(_after(sheet, lines, line)),
    )


def _typed(request: HttpRequest) -> Any:
    """What was sent; the button without scripts takes the earlier score as it is."""
    data = request.POST.copy()
    if "base" in data and "accept" in data:
        data["points"] = data["base"]
    return data


def _after(sheet: ScoreSheet, lines: list[Line], line: Line) -> str:
    following = _beside([one for one in lines if one.applies], line, 1)
    return _address(sheet, (following or line).criterion.pk)


@require_POST
def finish(request: HttpRequest, **path: Any) -> HttpResponse:
    """The column is complete: on to the next one."""
    sheet = _sheet(request, path, "assessments.finish_sheet")
    try:
        actions.finish_sheet(sheet, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(_address(sheet))
    name = {"unit": sheet.assessment.unit_name}
    messages.success(request, _("Đã chấm xong phiếu của %(unit)s.") % name)
    scored = sheet.assessment.round
    following = next_open_sheet(scored, request.user, sheet.pk)
    if following is None:
        return redirect("assessments:appraisals", *at(scored))
    return redirect(_address(following))


@require_POST
def reopen(request: HttpRequest, **path: Any) -> HttpResponse:
    """Go on with a column that was said to be complete."""
    sheet = _sheet(request, path, "assessments.finish_sheet")
    with saying(request):
        actions.reopen_sheet(sheet, by=request.user)
    return redirect(_address(sheet))


@require_safe
def columns(request: HttpRequest, **path: Any) -> HttpResponse:
    """All columns of one return side by side, as far as the person may see."""
    assessment = get_visible_or_404(request, Assessment, **_lookup(path, "round__"))
    scored = assessment.round
    context = {
        "bloc": scored.period.bloc,
        "period": scored.period,
        "round": scored,
        "assessment": assessment,
        "table": table_of(assessment, request.user),
    }
    return render(request, "assessments/sheet_columns.html", context)
