"""The officer's desk: criteria, registered targets and report; each part saves itself, and without
JavaScript has its own button."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.actions import answers as actions
from assessments.forms.desk import AnswerForm, ProgressForm, ReasonForm, SectionForm
from assessments.models import Answer, Assessment, AssessmentSection, Target
from assessments.queries import desk as queries
from assessments.queries.criteria_changes import edition_notice
from assessments.queries.evidence import pane
from assessments.queries.leaves import fixed_targets, registered
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.numbers import shown_short
from emulation_bloc.lib.saving import answer_save


@dataclass
class Override:
    """A form that was refused, or the other text, in the place of what is stored."""

    query: str
    key: int
    form: Any
    theirs: dict[str, str] = field(default_factory=dict)


@dataclass
class Item:
    """A form of the desk with where it saves itself."""

    url: str
    form: Any
    revision: int
    is_open: bool
    theirs: dict[str, str] = field(default_factory=dict)


@dataclass
class PartView:
    """One part of a criterion: its fields, what is registered, its formula with numbers put in."""

    label: str
    fields: list[Any]
    fixed: str
    formula: str
    points: str


def read_return(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, perm: str = ""
) -> Assessment:
    """The return of the address, 404 or 403 as access says."""
    lookup = {
        "pk": pk,
        "round__period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    if perm:
        return get_permitted_or_404(request, Assessment, perm, **lookup)
    return get_visible_or_404(request, Assessment, **lookup)


def address(assessment: Assessment, name: str, *more: Any) -> str:
    """An address of a return, or of a row of it."""
    period = assessment.round.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, assessment.pk]
    return reverse(f"assessments:{name}", args=[*at, *more])


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The desk of the own unit; for others the return as it was handed in."""
    return _draw(request, read_return(request, province, bloc, period, pk))


def _wanted(request: HttpRequest) -> str:
    for name in ("tieu-chi", "chi-tieu", "phan"):
        if name in request.GET:
            return f"{name}={request.GET[name]}"
    return ""


def _draw(
    request: HttpRequest,
    assessment: Assessment,
    override: Override | None = None,
    status: int = 200,
    away: ReasonForm | None = None,
) -> HttpResponse:
    """The desk; `override` puts a refused form in its place, `away` a refused request."""
    desk = queries.desk_of(assessment)
    place = desk.find(override.query if override else _wanted(request))
    step = desk.steps[place]
    is_own = request.user.has_perm("assessments.write_return", assessment)
    own = override if override and override.query == step.query and override.form else None
    context = {
        "bloc": assessment.bloc,
        "period": assessment.round.period,
        "round": assessment.round,
        "notice": edition_notice(assessment.round),
        "assessment": assessment,
        "desk": desk,
        "totals": queries.totals_text(desk.standing),
        "step": step,
        "previous": desk.steps[place - 1] if place else None,
        "next": desk.steps[place + 1] if place + 1 < len(desk.steps) else None,
        "is_own": is_own,
        "lacking": queries.lacking_words(desk.lacks),
        "summary_url": address(assessment, "summary"),
        "pane": _pane(request, assessment, step),
        "reason_form": away or ReasonForm(auto_id="away-%s"),
    }
    context |= _middle(assessment, desk, step, is_own, own)
    return render(request, "assessments/desk.html", context, status=status)


def _pane(request: HttpRequest, assessment: Assessment, step: queries.Step) -> Any:
    """The evidence of the step; the report cites none, and a target none before it has a row."""
    back = f"{address(assessment, 'desk')}?{step.query}"
    if step.leaf:
        step.leaf.answer.assessment = assessment
        return pane(request.user, answer=step.leaf.answer, back=back)
    if step.progress and step.progress.row:
        step.progress.row.assessment = assessment
        return pane(request.user, progress=step.progress.row, back=back)
    return None


def _middle(
    assessment: Assessment,
    desk: queries.Desk,
    step: queries.Step,
    is_own: bool,
    own: Override | None,
) -> dict[str, Any]:
    is_open = is_own and _is_open(assessment, step)
    if step.leaf:
        return _criterion(desk, step.leaf, is_own, is_open, own)
    if step.progress:
        target = step.progress.target
        form = own.form if own else ProgressForm(progress=step.progress.row)
        revision = step.progress.row.revision if step.progress.row else 1
        url = address(assessment, "save_progress", target.pk)
        return {
            "item": _item(url, form, revision, is_open, own),
            "target": target,
            "plan": queries.figure_text(target.plan),
            "base": "" if target.base is None else queries.figure_text(target.base),
        }
    items = []
    for section in desk.sections:
        mine = own if own and own.key == section.pk else None
        form = mine.form if mine else SectionForm(section=section)
        url = address(assessment, "save_report", section.pk)
        items.append((section, _item(url, form, section.revision, is_open, mine)))
    return {"sections": items, "compulsory": AssessmentSection.COMPULSORY}


def _item(url: str, form: Any, revision: int, is_open: bool, own: Override | None) -> Item:
    number = getattr(form, "revision", revision)
    return Item(url, form, number, is_open, own.theirs if own else {})


def _is_open(assessment: Assessment, step: queries.Step) -> bool:
    if not assessment.is_writable or assessment.round.is_closed:
        return False
    if assessment.state != Assessment.State.RETURNED:
        return assessment.round.is_collecting
    if step.leaf:
        return step.leaf.answer.is_reopened
    return bool(assessment.return_reason)


def _criterion(
    desk: queries.Desk, leaf: Any, is_own: bool, is_open: bool, own: Override | None
) -> dict[str, Any]:
    """What stands in the middle for a criterion."""
    assessment = desk.assessment
    answer, criterion = leaf.answer, leaf.criterion
    answer.assessment = assessment
    fixed = fixed_targets(criterion, desk.standing.given)
    form = own.form if own else AnswerForm(answer=answer, fixed=fixed)
    url = address(assessment, "save_answer", answer.pk)
    item = _item(url, form, answer.revision, is_open, own)
    return {
        "leaf": leaf,
        "answer": answer,
        "criterion": criterion,
        "item": item,
        "parts": _parts(desk, leaf, form, fixed),
        "points": "–" if leaf.is_left_out else queries.points_text(leaf.points),
        "most": queries.max_text(criterion.max_points),
        "before": queries.before(assessment, criterion.code) if is_own else None,
    }


def _parts(
    desk: queries.Desk, leaf: Any, form: AnswerForm, fixed: dict[int, Any]
) -> list[PartView]:
    """The parts of a criterion; one that is fed by a registered target bears its name."""
    targets = {
        row.part: row
        for row in (step.progress.target for step in desk.steps if step.progress)
        if row.criterion_code == leaf.criterion.code
    }
    views = []
    for place, inputs in enumerate(form.parts):
        given = leaf.criterion.parts[place] if leaf.criterion.parts else {}
        target = targets.get(place) if place in fixed else None
        label = str(given.get("label") or "")
        plan = shown_short(fixed[place]) if place in fixed else ""
        results = leaf.result.parts
        own = results[place] if len(results) > 1 and place < len(results) else None
        views.append(
            PartView(
                label=": ".join(filter(None, [label, target.content])) if target else label,
                fields=[form[f"p{place}-{one.name}"] for one in inputs],
                fixed=f"{plan} {target.measure}" if target else plan,
                formula=own.formula if own else "",
                points=queries.points_text(own.points) if own else "",
            )
        )
    return views


def _after(request: HttpRequest, assessment: Assessment, query: str) -> HttpResponse:
    """Back to the same step, or on to the next where the button says so."""
    if "tiep" in request.POST:
        desk = queries.desk_of(assessment)
        place = desk.find(query) + 1
        query = desk.steps[min(place, len(desk.steps) - 1)].query
    return redirect(f"{address(assessment, 'desk')}?{query}")


@require_POST
def save_answer(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, row: int
) -> HttpResponse:
    """Keep figures and words of one criterion."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.write_return")
    answer = read_answer(assessment, row)
    fixed = fixed_targets(answer.criterion, registered(assessment))
    query = f"tieu-chi={answer.criterion.code}"

    def act(values: dict[str, Any], revision: int) -> dict[str, Any]:
        actions.save_answer(answer, **values, revision=revision, by=request.user)
        return {"revision": answer.revision} | queries.told_after_save(assessment, answer)

    def fresh(other: Answer) -> tuple[Any, int]:
        other.assessment = assessment
        return AnswerForm(answer=other, fixed=fixed), other.revision

    return answer_save(
        request,
        AnswerForm(request.POST, answer=answer, fixed=fixed),
        act=act,
        fresh=fresh,
        page=lambda form, theirs, status: _draw(
            request, assessment, Override(query, row, form, theirs), status
        ),
        done=_after(request, assessment, query),
    )


def read_answer(assessment: Assessment, pk: int) -> Answer:
    """An answer of this return; anything else does not exist."""
    rows = assessment.answers.filter(pk=pk)  # the return itself was asked for as one may see it
    found = rows.select_related("criterion__parent").first()
    if found is None:
        raise Http404
    found.assessment = assessment
    return found


@require_POST
def save_report(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, row: int
) -> HttpResponse:
    """Keep one part of the report."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.write_return")
    rows = AssessmentSection.objects.visible_to(request.user)
    section = rows.filter(assessment=assessment, pk=row).first()
    if section is None:
        raise Http404
    section.assessment = assessment

    def act(values: dict[str, Any], revision: int) -> int:
        actions.save_section(section, **values, revision=revision, by=request.user)
        return section.revision

    return answer_save(
        request,
        SectionForm(request.POST, section=section),
        act=act,
        fresh=lambda other: (SectionForm(section=other), other.revision),
        page=lambda form, theirs, status: _draw(
            request, assessment, Override("phan=bao-cao", row, form, theirs), status
        ),
        done=_after(request, assessment, "phan=bao-cao"),
    )


@require_POST
def save_progress(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, row: int
) -> HttpResponse:
    """Keep how far one registered target has come; `row` is the target."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.write_return")
    target = (
        Target.objects.visible_to(request.user)
        .filter(
            pk=row,
            bloc=assessment.bloc,
            registration__unit=assessment.unit_id,
            registration__year=assessment.round.period.ends.year,
        )
        .first()
    )
    if target is None:
        raise Http404
    query = f"chi-tieu={row}"

    def act(values: dict[str, Any], revision: int) -> int:
        progress = actions.progress_of(assessment, target)
        actions.save_progress(progress, **values, revision=revision, by=request.user)
        return progress.revision

    return answer_save(
        request,
        ProgressForm(request.POST, progress=None),
        act=act,
        fresh=lambda other: (ProgressForm(progress=other), other.revision),
        page=lambda form, theirs, status: _draw(
            request, assessment, Override(query, row, form, theirs), status
        ),
        done=_after(request, assessment, query),
    )


@require_POST
def ask_not_applicable(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, row: int
) -> HttpResponse:
    """Ask the secretary to leave a criterion out."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.write_return")
    answer = read_answer(assessment, row)
    form = ReasonForm(request.POST, auto_id="away-%s")
    query = f"tieu-chi={answer.criterion.code}"
    if not form.is_valid():
        return _draw(request, assessment, Override(query, row, None), 422, form)
    with saying(request, _("Đã gửi đề nghị đến Thư ký khối.")):
        actions.ask_not_applicable(answer, reason=form.cleaned_data["reason"], by=request.user)
    return _after(request, assessment, query)


@require_POST
def withdraw_not_applicable(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, row: int
) -> HttpResponse:
    """Take the request back."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.write_return")
    answer = read_answer(assessment, row)
    with saying(request, _("Tiêu chí được áp dụng trở lại.")):
        actions.withdraw_not_applicable(answer, by=request.user)
    return _after(request, assessment, f"tieu-chi={answer.criterion.code}")


@require_POST
def reuse(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, row: int
) -> HttpResponse:
    """Carry last time's words and still valid evidence over; never a score or a figure."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.write_return")
    answer = read_answer(assessment, row)
    with saying(request, _("Đã lấy thuyết minh và minh chứng còn giá trị của kỳ trước.")):
        actions.reuse(answer, by=request.user)
    return _after(request, assessment, f"tieu-chi={answer.criterion.code}")
