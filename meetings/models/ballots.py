"""Ballots: what is asked, who may vote, who has voted, and, kept apart, what is in the box."""

from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from emulation_bloc.lib.states import HasState
from meetings.models.elections import Election
from meetings.models.meetings import Meeting, MeetingPart, PartQuerySet
from meetings.models.tasks import task_blocs
from units.models import Bloc, Unit, User


def _meetings_of(user: User) -> "models.QuerySet[Meeting]":
    """The meetings of whose ballots a person knows: appraising alone is no ground."""
    reviewed = Q(bloc__province__in=user.rights.reviewer_of)
    return Meeting.objects.visible_to(user).filter(Q(bloc__in=task_blocs(user)) | reviewed)


class BallotQuerySet(PartQuerySet):
    """Reads of ballots, with what their page and its rights ask for."""

    def visible_to(self, user: User) -> "BallotQuerySet":
        """Ballots of the meetings that the user may see, except as a mere appraiser; an observer
        sees none."""
        rows = self.filter(meeting__in=_meetings_of(user))
        rows = rows.select_related(
            "meeting__bloc__province", "meeting__period__bloc__province", "tally"
        )
        return rows.prefetch_related("ballottellers", "ballotvoters")


class Ballot(HasState, MeetingPart):
    """One ballot (bỏ phiếu) of a meeting: one question, one list, one set of rules, frozen when it
    is opened. `threshold` is a fraction (`2/3`), or that much and one vote more with
    `is_above` (more than half). `seats` is how many may be chosen, `most_marks` how many names a
    valid ballot may bear. The result is stored when it is counted, and recounting the box gives the
    same."""

    class Kind(models.TextChoices):
        """What is decided."""

        AWARD = "award", _("Suy tôn, đề nghị khen thưởng")
        HEAD = "head", _("Bầu Trưởng khối")
        DEPUTY = "deputy", _("Bầu Phó Trưởng khối")

    class Base(models.TextChoices):
        """Of what the share is taken (bloc practice §4.1)."""

        MEMBERS = "members", _("Tổng số đơn vị thành viên")
        PRESENT = "present", _("Số đơn vị có mặt, kể cả ủy quyền")
        VALID = "valid", _("Số phiếu hợp lệ")

    class Order(models.TextChoices):
        """In which order the candidates stand on the ballot paper."""

        SCORE = "score", _("Theo điểm từ cao xuống thấp")
        DRAWN = "drawn", _("Bốc thăm")
        LISTED = "listed", _("Theo thứ tự trong Khối")

    class State(models.TextChoices):
        """Opening freezes list and rules, closing freezes the box."""

        DRAFT = "draft", _("Đang chuẩn bị")
        OPEN = "open", _("Đang bỏ phiếu")
        CLOSED = "closed", _("Đã kết thúc bỏ phiếu")
        COUNTED = "counted", _("Đã kiểm phiếu")
        ABORTED = "aborted", _("Đã hủy")

    TRANSITIONS = {
        State.DRAFT: {State.OPEN, State.ABORTED},
        State.OPEN: {State.CLOSED, State.ABORTED},
        State.CLOSED: {State.COUNTED, State.ABORTED},
    }

    kind = models.CharField(_("nội dung bỏ phiếu"), max_length=20, choices=Kind)
    award_code = models.CharField(_("danh hiệu, hình thức"), max_length=20, blank=True)
    question = models.CharField(_("câu hỏi trên phiếu"), max_length=300)
    is_secret = models.BooleanField(_("bỏ phiếu kín"), default=True)
    order = models.CharField(
        _("thứ tự danh sách"), max_length=10, choices=Order, default=Order.SCORE
    )
    base = models.CharField(_("tỷ lệ tính trên"), max_length=10, choices=Base, default=Base.MEMBERS)
    threshold = models.CharField(_("tỷ lệ cần đạt"), max_length=10, default="2/3")
    is_above = models.BooleanField(_("phải nhiều hơn tỷ lệ này"), default=False)
    allows_self = models.BooleanField(_("đơn vị được bỏ phiếu cho chính mình"), default=True)
    seats = models.PositiveSmallIntegerField(_("số đơn vị được chọn"), default=1)
    most_marks = models.PositiveSmallIntegerField(_("đánh dấu tối đa"), default=1)
    allows_blank = models.BooleanField(_("phiếu không đánh dấu là hợp lệ"), default=True)
    takes_written = models.BooleanField(_("đơn vị vắng gửi phiếu bằng văn bản"), default=False)
    round = models.PositiveSmallIntegerField(_("vòng"), default=1)
    most_rounds = models.PositiveSmallIntegerField(_("số vòng tối đa"), default=2)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next"
    )
    election = models.ForeignKey(
        Election, on_delete=models.SET_NULL, null=True, blank=True, related_name="ballots"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)
    abort_reason = models.TextField(_("lý do hủy"), blank=True)
    sealed_by = models.CharField(_("niêm phong phiếu"), max_length=300, blank=True)
    result = models.JSONField(null=True, editable=False)
    tally = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="ballot"
    )

    objects = BallotQuerySet.as_manager()

    class Meta(MeetingPart.Meta):
        verbose_name = _("cuộc bỏ phiếu")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="counted") | Q(result__isnull=False), name="counted_has_result"
            ),
            models.CheckConstraint(
                condition=~Q(state="aborted") | ~Q(abort_reason=""), name="aborted_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1) & Q(most_marks__gte=1) & Q(most_rounds__gte=1),
                name="ballot_counts_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("meetings:ballot", args=self.place)

    @property
    def place(self) -> list[Any]:
        """What its addresses are made of: province, bloc, period, meeting, ballot."""
        period = self.meeting.period
        bloc = self.meeting.bloc
        return [bloc.province.slug, bloc.slug, period.slug, self.meeting_id, self.pk]

    @property
    def share(self) -> Fraction:
        """The threshold as an exact fraction."""
        return Fraction(self.threshold)


class BallotPartQuerySet(models.QuerySet[Any]):
    """Reads of a ballot's rows: as visible as its meeting."""

    def visible_to(self, user: User) -> "BallotPartQuerySet":
        """Rows of the ballots that the user may see."""
        return self.filter(ballot__meeting__in=_meetings_of(user))


class BallotPart(models.Model):
    """A row of a ballot; abstract."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="%(class)ss")

    objects = BallotPartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]


class BallotCandidate(BallotPart):
    """A unit on the ballot paper, with rank and points as they stood when it was listed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=1)
    rank = models.PositiveSmallIntegerField(_("hạng"), null=True)
    points = models.DecimalField(_("điểm"), max_digits=9, decimal_places=2, null=True)

    class Meta(BallotPart.Meta):
        verbose_name = _("đơn vị trong danh sách bỏ phiếu")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "unit"], name="ballot_candidate_once")
        ]

    def __str__(self) -> str:
        return self.unit_name


class BallotVoter(BallotPart):
    """A unit's one vote: who casts it and how; that it was cast, never when nor what.

    `marks` (ids of candidates) are kept in an open ballot alone."""

    class Way(models.TextChoices):
        """How the unit votes."""

        PHONE = "phone", _("Trên điện thoại, máy tính")
        PAPER = "paper", _("Phiếu giấy tại hội nghị")
        WRITTEN = "written", _("Phiếu gửi bằng văn bản")
        ABSENT = "absent", _("Vắng, không bỏ phiếu")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.CharField(_("người bỏ phiếu"), max_length=200, blank=True)
    letter = models.CharField(_("giấy ủy quyền"), max_length=200, blank=True)
    way = models.CharField(_("cách bỏ phiếu"), max_length=10, choices=Way, default=Way.PHONE)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    has_voted = models.BooleanField(_("đã bỏ phiếu"), default=False)
    marks = models.JSONField(null=True)

    class Meta(BallotPart.Meta):
        verbose_name = _("đơn vị bỏ phiếu")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "unit"], name="one_vote_a_unit"),
            models.UniqueConstraint(fields=["ballot", "user"], name="one_vote_a_person"),
            models.CheckConstraint(
                condition=Q(marks__isnull=True) | Q(has_voted=True), name="marks_of_a_voter"
            ),
        ]

    def __str__(self) -> str:
        return self.unit_name


class BallotTeller(BallotPart):
    """A member of the counting team (tổ kiểm phiếu)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    is_lead = models.BooleanField(_("tổ trưởng"), default=False)
    approved_at = models.DateTimeField(null=True)

    class Meta(BallotPart.Meta):
        verbose_name = _("thành viên tổ kiểm phiếu")
        constraints = [models.UniqueConstraint(fields=["ballot", "user"], name="teller_once")]

    def __str__(self) -> str:
        return self.name


class BallotBoxQuerySet(models.QuerySet["BallotBox"]):
    """Nobody reads the box: receipts are looked up by an action, results are counts."""

    def visible_to(self, user: User) -> "BallotBoxQuerySet":
        """Nothing."""
        return self.none()


class BallotBox(models.Model):
    """The box: one row for a ballot, written whole at each vote. `slips` is sorted by receipt:
    [{"receipt": 32 random letters of the browser, "marks": [ids of candidates]}]; neither order
    nor time nor key joins a slip to a voter. Counted paper lies among them with receipts of its
    own, `is_spoiled` where the tellers said so."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, related_name="box")
    slips = models.JSONField(default=list)

    objects = BallotBoxQuerySet.as_manager()

    class Meta:
        verbose_name = _("hòm phiếu")

    def __str__(self) -> str:
        return str(self.ballot)


class PaperEntryQuerySet(BallotPartQuerySet):
    """Reads of what tellers typed."""

    def visible_to(self, user: User) -> "PaperEntryQuerySet":
        """One's own only: two tellers type the same pile without seeing each other's."""
        return self.filter(teller__user=user.pk)


class PaperEntry(BallotPart):
    """The paper ballots as one teller typed them: rows of {"marks": [ids], "is_spoiled": bool},
    sorted. Two tellers type the same pile; once both agree it goes into the box with the rest and
    `slips` is emptied, so that few papers do not tell whose they were."""

    teller = models.ForeignKey(BallotTeller, on_delete=models.PROTECT, related_name="entries")
    slips = models.JSONField(default=list)
    is_done = models.BooleanField(default=False)

    objects = PaperEntryQuerySet.as_manager()

    class Meta(BallotPart.Meta):
        verbose_name = _("phiếu giấy do một người nhập")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "teller"], name="paper_typed_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.teller}"
