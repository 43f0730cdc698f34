"""A review meeting: who, where, when, agenda, attendance, contributions."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from units.models import Bloc, Period, Unit, User

if TYPE_CHECKING:
    from django.db.models import QuerySet


class PartQuerySet(models.QuerySet[Any]):
    """Reads of a meeting's rows: as visible as the meeting itself."""

    def visible_to(self, user: User) -> "PartQuerySet":
        """Rows of the meetings that the user may see."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Reads of meetings."""

    def visible_to(self, user: User) -> "MeetingQuerySet":
        """Members, the desk and the reviewer see the meeting; an observer reads its approved
        papers only."""
        rights = user.rights
        return rights.within_terms(
            self.filter(
                Q(bloc__in=rights.blocs)
                | Q(bloc__province__in=rights.reviewer_of)
                | Q(pk__in=rights.meetings)
            )
        ).select_related("bloc__province", "period__bloc__province", "host_unit")


class Meeting(HasState, HasRevision):
    """A meeting (hội nghị). Chair, secretary and host are roles of the meeting, not of the bloc."""

    class Kind(models.TextChoices):
        """Signing the pact, review after a half year or over a year, or when something comes up."""

        PACT_SIGNING = "pact_signing", _("Hội nghị ký giao ước thi đua")
        HALF_YEAR_REVIEW = "half_year_review", _("Hội nghị sơ kết")
        YEAR_END_REVIEW = "year_end_review", _("Hội nghị tổng kết")
        EXTRAORDINARY = "extraordinary", _("Hội nghị bất thường")

    REVIEWS = (Kind.HALF_YEAR_REVIEW, Kind.YEAR_END_REVIEW)

    class Mode(models.TextChoices):
        """How people meet (bloc practice §5.4, 3)."""

        IN_PERSON = "in_person", _("Trực tiếp")
        ONLINE = "online", _("Trực tuyến")
        MIXED = "mixed", _("Trực tiếp kết hợp trực tuyến")

    class State(models.TextChoices):
        """From the plan to the end; notes may be typed in any of them but the last two."""

        PLANNED = "planned", _("Đang chuẩn bị")
        INVITED = "invited", _("Đã gửi giấy mời")
        RUNNING = "running", _("Đang họp")
        ENDED = "ended", _("Đã kết thúc")
        CANCELLED = "cancelled", _("Đã hủy")

    TRANSITIONS = {
        State.PLANNED: {State.INVITED, State.RUNNING, State.ENDED, State.CANCELLED},
        State.INVITED: {State.RUNNING, State.ENDED, State.CANCELLED},
        State.RUNNING: {State.ENDED},
        State.ENDED: {State.RUNNING},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="meetings")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(_("loại hội nghị"), max_length=30, choices=Kind)
    title = models.CharField(_("tên hội nghị"), max_length=300)
    date = models.DateField(_("ngày họp"), null=True, blank=True)
    starts_at = models.TimeField(_("giờ bắt đầu"), null=True, blank=True)
    ends_at = models.TimeField(_("giờ kết thúc"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    mode = models.CharField(
        _("hình thức họp"),
        max_length=20,
        choices=Mode,
        default=Mode.IN_PERSON,
        db_default="in_person",
    )
    state = models.CharField(
        max_length=20, choices=State, default=State.PLANNED, db_default="planned", editable=False
    )
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    reply_by = models.DateField(_("trả lời giấy mời trước ngày"), null=True, blank=True)
    contact = models.CharField(_("người liên hệ"), max_length=200, blank=True, db_default="")
    invitation_note = models.TextField(_("nội dung khác trong giấy mời"), blank=True, db_default="")
    current_item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    host_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị đăng cai"),
    )
    attendance_summary = models.TextField(_("thành phần dự chung"), blank=True)
    context = models.TextField(_("bối cảnh"), blank=True)
    results = models.TextField(_("kết quả trong kỳ"), blank=True)
    discussion = models.TextField(_("tóm tắt thảo luận"), blank=True)
    assumptions = models.TextField(_("số liệu giả định"), blank=True)
    copies = models.PositiveSmallIntegerField(_("số bản biên bản"), default=3)
    summary_revision = models.PositiveIntegerField(default=1, editable=False)
    context_revision = models.PositiveIntegerField(default=1, editable=False)
    results_revision = models.PositiveIntegerField(default=1, editable=False)
    discussion_revision = models.PositiveIntegerField(default=1, editable=False)
    closing_revision = models.PositiveIntegerField(default=1, editable=False)
    invitation_revision = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    press_note = models.TextField(_("tin bài"), blank=True, db_default="")
    press_revision = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    live_revision = models.PositiveBigIntegerField(default=1, editable=False)

    # Each part of the desk that writes into this row: its counter and its fields.
    PARTS = {
        "general": ("revision", ("title", "date", "starts_at", "place", "mode", "host_unit")),
        "invitation": ("invitation_revision", ("reply_by", "contact", "invitation_note")),
        "press": ("press_revision", ("press_note",)),
        "summary": ("summary_revision", ("attendance_summary",)),
        "context": ("context_revision", ("context",)),
        "results": ("results_revision", ("results",)),
        "discussion": ("discussion_revision", ("discussion",)),
        "closing": ("closing_revision", ("ends_at", "copies", "assumptions")),
    }

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hội nghị")
        verbose_name_plural = _("hội nghị")
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "kind"],
                condition=Q(kind__in=["pact_signing", "half_year_review", "year_end_review"])
                & ~Q(state="cancelled"),
                name="one_review_a_period",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_review(self) -> bool:
        """Whether it takes stock of the period: then it has a review report."""
        return self.kind in self.REVIEWS

    def get_absolute_url(self) -> str:
        """The meeting's page."""
        period = self.period
        return reverse(
            "meetings:detail",
            args=[period.bloc.province.slug, period.bloc.slug, period.slug, self.pk],
        )


class MeetingPart(HasRevision):
    """A row of a meeting that somebody types; abstract."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Guest(MeetingPart):
    """Somebody named in the minutes: guest in order, leader of the bloc, chair or secretary."""

    class Role(models.TextChoices):
        """As what the person takes part."""

        REVIEWER = "reviewer", _("Đại biểu cấp trên")
        HEAD = "head", _("Lãnh đạo Khối")
        GUEST = "guest", _("Khách mời")
        CHAIR = "chair", _("Chủ tọa")
        SECRETARY = "secretary", _("Thư ký hội nghị")

    role = models.CharField(_("tư cách dự"), max_length=20, choices=Role, default=Role.GUEST)
    name = models.CharField(_("họ và tên"), max_length=100)
    title = models.CharField(_("chức vụ"), max_length=300, blank=True)
    organisation = models.CharField(_("cơ quan"), max_length=200, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị thành viên"),
    )
    user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tài khoản"),
    )

    class Meta(MeetingPart.Meta):
        verbose_name = _("đại biểu")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.title) if part)


class AgendaItem(MeetingPart):
    """One item of the agenda."""

    title = models.CharField(_("nội dung"), max_length=300)
    presenter = models.CharField(_("người trình bày"), max_length=200, blank=True)
    planned_at = models.TimeField(_("giờ dự kiến"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("số phút"), null=True, blank=True)
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta(MeetingPart.Meta):
        verbose_name = _("nội dung chương trình")

    def __str__(self) -> str:
        return self.title


class Attendance(MeetingPart):
    """One unit at the meeting: who came, or why nobody did, or who stood in with which letter."""

    class Presence(models.TextChoices):
        """The marks of the attendance list."""

        UNKNOWN = "unknown", _("Chưa điểm danh")
        PRESENT = "present", _("Có mặt")
        STAND_IN = "stand_in", _("Ủy quyền")
        ABSENT = "absent", _("Vắng")

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    unit_name = models.CharField(_("tên đơn vị"), max_length=200)
    presence = models.CharField(
        _("tham dự"), max_length=20, choices=Presence, default=Presence.UNKNOWN
    )
    name = models.CharField(_("họ và tên đại biểu"), max_length=100, blank=True)
    title = models.CharField(_("chức vụ"), max_length=200, blank=True)
    companions = models.TextField(_("cùng dự"), blank=True)
    letter = models.CharField(_("giấy ủy quyền"), max_length=200, blank=True)
    reason = models.CharField(_("lý do vắng"), max_length=300, blank=True)
    arrived_at = models.TimeField(_("đến lúc"), null=True, blank=True)
    left_at = models.TimeField(_("về lúc"), null=True, blank=True)

    class Meta(MeetingPart.Meta):
        verbose_name = _("đơn vị tham dự")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="unit_attends_once")
        ]

    def __str__(self) -> str:
        return self.unit_name

    @property
    def people(self) -> list[tuple[str, str]]:
        """(name, position) of everybody of the unit; a line of `companions` is `name, position`."""
        rows = [(self.name, self.title)] if self.name else []
        for line in vietnamese.paragraphs(self.companions):
            name, _comma, title = line.partition(",")
            rows.append((name.strip(), title.strip()))
        return rows


class Contribution(MeetingPart):
    """Who of which unit said what, asked what, was answered what."""

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị"),
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("thuộc nội dung"),
    )
    speaker = models.CharField(_("người phát biểu"), max_length=200, blank=True)
    gist = models.TextField(_("nội dung"))
    request = models.TextField(_("kiến nghị"), blank=True)
    answer = models.TextField(_("tiếp thu, giải trình"), blank=True)
    # Made by the desk's page: a contribution sent again after a lost answer is the same one.
    client_key = models.CharField(max_length=40, blank=True, db_default="", editable=False)

    class Meta(MeetingPart.Meta):
        verbose_name = _("ý kiến thảo luận")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "client_key"],
                condition=~Q(client_key=""),
                name="contribution_sent_once",
            )
        ]

    def __str__(self) -> str:
        return self.gist[:80]


def present_count(attendances: "QuerySet[Attendance] | list[Attendance]") -> int:
    """How many units came, stand-ins included."""
    here = {Attendance.Presence.PRESENT, Attendance.Presence.STAND_IN}
    return sum(row.presence in here for row in attendances)
