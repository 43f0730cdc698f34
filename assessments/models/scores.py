"""Columns of scores: who scored whom in which stage, never overwritten; and explanations."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Trim
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from assessments.models.criteria import Criterion
from assessments.models.returns import Assessment
from assessments.models.rounds import Round
from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from units.models import Bloc, Unit, User


class Stage(models.TextChoices):
    """Who scores: one column each, never overwritten (bloc practice §3.3)."""

    SELF = "self", _("Tự chấm")
    APPRAISAL_1 = "appraisal_1", _("Thẩm định lần 1")
    APPRAISAL_2 = "appraisal_2", _("Thẩm định lần 2")
    PEERS = "peers", _("Chấm chéo")
    AGREEMENT = "agreement", _("Thống nhất tại hội nghị")
    ADJUSTMENT = "adjustment", _("Sở Nội vụ điều chỉnh")


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    """Reads of score sheets."""

    def visible_to(self, user: User) -> "ScoreSheetQuerySet":
        """One's own column at any time. Columns of closed stages: the bloc's desk (while the
        meeting agrees the deputy too), appraisers and reviewer; the scored unit, peers' single
        columns excepted; the bloc after closing where the rules say so. An open stage is blind.
        Whoever is of the scored unit never reads which peer gave what, whatever else they are."""
        rights = user.rights
        own = Q(appraiser=user.pk) | Q(stage=Stage.PEERS, scorer_unit__in=rights.units)
        own |= Q(stage=Stage.AGREEMENT, bloc__in=rights.desk_blocs | rights.deputy_of)
        own |= Q(stage=Stage.ADJUSTMENT, bloc__province__in=rights.reviewer_of)
        readers = (
            Q(bloc__in=rights.desk_blocs | rights.appraiser_of)
            | Q(bloc__province__in=rights.reviewer_of)
            | Q(bloc__in=rights.deputy_of, assessment__round__state=Round.State.AGREEMENT)
            | (Q(assessment__unit__in=rights.units) & ~Q(stage=Stage.PEERS))
            | Q(
                bloc__in=rights.blocs,
                assessment__round__state=Round.State.CLOSED,
                assessment__round__shows_all=True,
            )
            & ~Q(stage=Stage.PEERS)
        )
        units = {*rights.units, *([user.unit_id] if user.unit_id else [])}
        single = Q(stage=Stage.PEERS, assessment__unit__in=units)
        closed = Q(state=ScoreSheet.State.CLOSED) & readers & ~single
        return self.filter(own | closed).select_related(
            "assessment__round__period__bloc__province", "bloc__province", "scorer_unit"
        )


class ScoreSheet(HasState):
    """Phiếu chấm điểm: one column, who scores whom in which stage. `scorer_unit` is the unit of
    the appraiser or peer, None for the meeting and the province."""

    class State(models.TextChoices):
        """Closed with its stage; then nobody writes it."""

        OPEN = "open", _("Đang chấm")
        DONE = "done", _("Đã chấm xong")
        CLOSED = "closed", _("Đã đóng")

    TRANSITIONS = {
        State.OPEN: {State.DONE, State.CLOSED},
        State.DONE: {State.OPEN, State.CLOSED},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sheets")
    stage = models.CharField(max_length=20, choices=Stage)
    scorer_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    appraiser = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="score_sheets"
    )
    state = models.CharField(max_length=20, choices=State, default=State.OPEN, editable=False)
    done_at = models.DateTimeField(null=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu chấm điểm")
        ordering = ["assessment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "stage", "scorer_unit"], name="sheet_once_a_scorer"
            ),
            models.UniqueConstraint(
                fields=["assessment", "stage"],
                condition=~Q(stage="peers"),
                name="one_sheet_a_stage_but_peers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.assessment}"


class ScoreQuerySet(models.QuerySet["Score"]):
    """Reads of scores: as visible as their sheet."""

    def visible_to(self, user: User) -> "ScoreQuerySet":
        """The scores of the sheets that the user may see."""
        return self.filter(sheet__in=ScoreSheet.objects.visible_to(user))


class Score(HasRevision):
    """Điểm: one criterion in one column, `was` → `points`. A change needs a reason, which the
    database holds; an abstention (`is_abstained`) is not a zero."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    was = models.DecimalField(_("điểm trước"), max_digits=8, decimal_places=2, null=True)
    points = models.DecimalField(_("điểm"), max_digits=8, decimal_places=2, null=True)
    is_change = models.BooleanField(_("có thay đổi"), default=False)
    is_abstained = models.BooleanField(_("không chấm"), default=False)
    reason = models.TextField(_("lý do"), blank=True)
    hands = models.CharField(_("biểu quyết"), max_length=100, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("điểm")
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="score_once_a_sheet"),
            models.CheckConstraint(
                condition=Q(is_change=False) | ~Q(Exact(Trim("reason"), Value(""))),
                name="score_change_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_abstained=False) | Q(points__isnull=True),
                name="abstention_has_no_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.points}"


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    """Reads of explanations."""

    def visible_to(self, user: User) -> "ExplanationQuerySet":
        """The own unit's; others read what was sent once the stage is over."""
        seen = Assessment.objects.visible_to(user)
        passed = ~Q(
            assessment__round__state__in=[
                Round.State.SELF_ASSESSMENT,
                Round.State.APPRAISAL_1,
                Round.State.EXPLANATION,
            ]
        )
        return self.filter(
            Q(assessment__unit__in=user.rights.units)
            | (Q(assessment__in=seen) & passed & Q(at__isnull=False))
        )


class Explanation(HasRevision):
    """Giải trình: a unit's answer to the first appraisal of one criterion."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="explanations"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("nội dung giải trình"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = _("giải trình")
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="explanation_once_a_criterion"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
