"""`Giải trình`: the unit answers each change of the first appraisal; its leader sends."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.forms.appraisal import ExplanationForm
from assessments.models import Assessment, Explanation, Round
from assessments.queries.evidence import key_of, panes
from assessments.queries.explaining import Change, changes_of
from assessments.views.appraisal import at
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError

Refused = tuple[int, ExplanationForm, dict[str, str]]


def _assessment(request: HttpRequest, path: dict[str, Any], perm: str = "") -> Assessment:
    lookup = {
        "pk": path["pk"],
        "round__period__slug": path["period"],
        "bloc__slug": path["bloc"],
        "bloc__province__slug": path["province"],
    }
    if perm:
        return get_permitted_or_404(request, Assessment, perm, **lookup)
    return get_visible_or_404(request, Assessment, **lookup)


def _address(assessment: Assessment, anchor: str = "") -> str:
    return reverse("assessments:explanations", args=[*at(assessment.round), assessment.pk]) + anchor


@require_safe
def page(request: HttpRequest, **path: Any) -> HttpResponse:
    """What was changed and what the unit says to it, as far as the person may see."""
    return _draw(request, _assessment(request, path))


def _draw(
    request: HttpRequest,
    assessment: Assessment,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    scored = assessment.round
    changes = changes_of(assessment, request.user)
    is_sent = any(row.explanation and row.explanation.at for row in changes)
    is_stage = scored.state == Round.State.EXPLANATION
    may_write = (
        is_stage and not is_sent and request.user.has_perm("assessments.explain", assessment)
    )
    context = {
        "bloc": scored.period.bloc,
        "period": scored.period,
        "round": scored,
        "assessment": assessment,
        "items": _items(request, assessment, changes, may_write, refused),
        "is_sent": is_sent,
        "is_stage": is_stage,
        "is_waiting": is_stage,
        "is_early": not scored.has_passed(Round.State.APPRAISAL_1),
        "may_write": may_write,
        "may_send": may_write
        and bool(changes)
        and request.user.has_perm("assessments.submit_explanation", assessment),
    }
    return render(request, "assessments/explanations.html", context, status=status)


def _items(
    request: HttpRequest,
    assessment: Assessment,
    changes: list[Change],
    may_write: bool,
    refused: Refused | None,
) -> list[dict[str, Any]]:
    """Each change with its proof, and with its form while it may be answered."""
    places = [row.explanation for row in changes if row.explanation]
    shown = panes(request.user, places, back=_address(assessment))
    items = []
    for row in changes:
        own = row.explanation
        form, theirs = (_form(own), {}) if own and may_write else (None, {})
        if own and refused and refused[0] == own.pk:
            form, theirs = refused[1], refused[2]
        item = {"change": row, "form": form, "theirs": theirs}
        item["revision"] = getattr(form, "revision", own.revision if own else 1)
        items.append(item | {"pane": shown[key_of(own)] if own else None})
    return items


def _form(row: Explanation, data: Any = None) -> ExplanationForm:
    return ExplanationForm(data, instance=row, auto_id=f"g{row.pk}_%s")


@require_POST
def save(request: HttpRequest, *, row: int, **path: Any) -> HttpResponse:
    """Keep the answer to one change."""
    assessment = _assessment(request, path, "assessments.explain")
    mine = Explanation.objects.visible_to(request.user).filter(assessment=assessment)
    stored = mine.filter(pk=row).first()
    if stored is None:
        raise Http404

    def act(values: dict[str, Any], revision: int) -> int:
        again = mine.get(pk=row)
        actions.save_explanation(again, text=values["text"], revision=revision, by=request.user)
        return again.revision

    return answer_save(
        request,
        _form(stored, request.POST),
        act=act,
        fresh=lambda other: (_form(other), other.revision),
        page=lambda form, theirs, status: _draw(request, assessment, (row, form, theirs), status),
        done=redirect(_address(assessment, f"#g{row}")),
    )


@require_POST
def send(request: HttpRequest, **path: Any) -> HttpResponse:
    """The leader sends the unit's answers."""
    assessment = _assessment(request, path, "assessments.submit_explanation")
    try:
        count = actions.send_explanations(assessment, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã gửi giải trình cho %(n)d tiêu chí.") % {"n": count})
    return redirect(_address(assessment))
