"""Papers and their files. A paper's words are frozen at approval; a file's SHA-256 is never
overwritten."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import kinds
from emulation_bloc.lib.states import HasState
from units.models import Bloc, Period, Province, Unit, User

if TYPE_CHECKING:
    from units.rights import Rights

_SERIAL_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_serial() -> str:
    """A serial of 15 letters (73 bits) that nobody can guess, in three groups:
    `7K3M9-92QFT-4TXAB`."""
    letters = [secrets.choice(_SERIAL_LETTERS) for _place in range(15)]
    return "-".join("".join(letters[start : start + 5]) for start in (0, 5, 10))


# A unit's own paper is nobody else's business while it is being written.
_UNSENT_OWN = Q(unit__isnull=False, state__in=["draft", "submitted", "dropped"])


class DocumentQuerySet(models.QuerySet["Document"]):
    """Reads of papers."""

    def visible_to(self, user: User) -> "DocumentQuerySet":
        """Drafts: the desk, the meeting's chair and secretary, and the bloc when shared for
        comment.

        Approved papers: by their audience. A draft never goes to a reviewer or an observer.
        """
        rights = user.rights
        return rights.within_terms(
            self.filter(
                (Q(bloc__in=rights.desk_blocs) & ~_UNSENT_OWN)
                | Q(meeting_key__in=rights.meetings)
                | Q(unit__in=rights.units)
                | Q(is_shared=True, bloc__in=rights.member_blocs, state__in=Document.DRAFT_STATES)
                | (Q(state__in=Document.APPROVED_STATES) & self._audience_of(rights))
            )
        ).select_related("bloc__province", "period__bloc__province")

    @staticmethod
    def _audience_of(rights: "Rights") -> Q:
        inside = Q(bloc__in=rights.blocs)
        inside &= Q(audience__in=[kinds.Audience.BLOC, kinds.Audience.PROVINCE])
        reviewer = Q(bloc__province__in=rights.reviewer_of) & (
            Q(audience__in=[kinds.Audience.BLOC, kinds.Audience.PROVINCE])
            | Q(state__in=[Document.State.SENT, Document.State.RECEIVED])
        )
        observer = Q(bloc__province__in=rights.observer_of, audience=kinds.Audience.PROVINCE)
        return inside | reviewer | observer

    def approved(self) -> "DocumentQuerySet":
        """Papers that are approved, signed, sent or received."""
        return self.filter(state__in=Document.APPROVED_STATES)

    def registered(self) -> "DocumentQuerySet":
        """Papers whose serial the public check page knows: approved ones only, never a draft."""
        return self.approved()


class Document(HasState):
    """A paper from its draft to its receipt."""

    class State(models.TextChoices):
        """Approval in the system is no signature; signing is recorded when it has happened."""

        DRAFT = "draft", _("Dự thảo")
        SUBMITTED = "submitted", _("Trình duyệt")
        APPROVED = "approved", _("Đã duyệt, chờ ký")
        SIGNED = "signed", _("Đã ký")
        SENT = "sent", _("Đã gửi")
        RECEIVED = "received", _("Đã nhận")
        DROPPED = "dropped", _("Đã hủy dự thảo")

    DRAFT_STATES = (State.DRAFT, State.SUBMITTED)
    APPROVED_STATES = (State.APPROVED, State.SIGNED, State.SENT, State.RECEIVED)
    TRANSITIONS = {
        State.DRAFT: {State.SUBMITTED, State.DROPPED},
        State.SUBMITTED: {State.DRAFT, State.APPROVED},
        State.APPROVED: {State.SIGNED},
        State.SIGNED: {State.SENT},
        State.SENT: {State.RECEIVED},
    }

    class Relation(models.TextChoices):
        """How a correcting paper stands to the one it names."""

        SUPPLEMENTS = "supplements", _("Bổ sung")
        REPLACES = "replaces", _("Thay thế")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="documents")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="documents")
    meeting_key = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    kind = models.CharField(_("loại"), max_length=30, choices=kinds.CHOICES)
    title = models.CharField(_("tên văn bản"), max_length=400)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=State, default=State.DRAFT, editable=False
    )
    audience = models.CharField(max_length=20, choices=kinds.Audience, default=kinds.Audience.DESK)
    is_shared = models.BooleanField(_("đang lấy ý kiến"), default=False)
    serial = models.CharField(
        _("mã văn bản"), max_length=20, unique=True, default=new_serial, editable=False
    )
    snapshot = models.JSONField(null=True, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"), null=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    number = models.PositiveIntegerField(_("số"), null=True)
    date = models.DateField(_("ngày văn bản"), null=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    relation = models.CharField(max_length=20, choices=Relation, blank=True)
    reason = models.TextField(_("lý do lập văn bản"), blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    signed_by = models.CharField(_("người ký"), max_length=300, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True)
    is_signed_on_paper = models.BooleanField(_("ký trên bản giấy"), default=False)
    sent_how = models.CharField(_("cách gửi"), max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    arrival_number = models.CharField(_("số đến"), max_length=40, blank=True)
    received_on = models.DateField(_("ngày đến"), null=True)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["bloc", "period", "kind", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "year", "symbol", "number"],
                condition=Q(unit__isnull=True, number__isnull=False),
                name="number_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["bloc", "unit", "year", "symbol", "number"],
                condition=Q(unit__isnull=False, number__isnull=False),
                name="unit_number_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "dropped"])
                | Q(snapshot__isnull=False),
                name="approved_has_snapshot",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="correction_has_reason"
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(
                    relation="replaces", state__in=["approved", "signed", "sent", "received"]
                ),
                name="replaced_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.title}" if self.label else self.title

    def get_absolute_url(self) -> str:
        """The paper's own page."""
        return reverse("documents:detail", args=[self.bloc.province.slug, self.bloc.slug, self.pk])

    @property
    def kind_info(self) -> kinds.PaperKind:
        """The row of the table of kinds."""
        return kinds.KINDS[self.kind]

    @property
    def number_text(self) -> str | None:
        """The number as papers print it, `01`; None while its place is free."""
        return f"{self.number:02d}" if self.number else None

    @property
    def label(self) -> str:
        """`01/BB-KTĐKTKT`; `…/BB-KTĐKTKT` while the number is to come; empty for a draft."""
        if not self.symbol or not self.is_approved:
            return ""
        return f"{self.number_text or '…'}/{self.symbol}"

    @property
    def words(self) -> dict[str, Any]:
        """The frozen words as they are printed: a unit's own paper bears the symbol that the unit's
        clerk gave with the number."""
        frozen: dict[str, Any] = self.snapshot or {}
        if self.unit_id is None or not self.number or "header" not in frozen:
            return frozen
        return frozen | {"header": frozen["header"] | {"symbol": self.symbol}}

    @property
    def goes_to_units(self) -> bool:
        """Whether it is sent to the units rather than to the reviewing department."""
        return self.kind in kinds.TO_UNITS

    @property
    def is_approved(self) -> bool:
        """From approval on the words never change."""
        return self.state in self.APPROVED_STATES

    @property
    def awaits_number(self) -> bool:
        """Approved in a series that the head unit's clerk numbers, and not numbered yet."""
        return self.is_approved and self.number is None


class RenderingQuerySet(models.QuerySet["Rendering"]):
    """Reads of files."""

    def visible_to(self, user: User) -> "RenderingQuerySet":
        """Files of the papers one may see; drafts' files for those who may see the draft; own
        packs."""
        papers = Document.objects.visible_to(user).filter(pk=OuterRef("document"))
        desk = Document.objects.filter(
            Q(bloc__in=user.rights.desk_blocs, unit__isnull=True)
            | Q(meeting_key__in=user.rights.meetings),
            pk=OuterRef("document"),
        )
        return self.filter(
            (Q(Exists(papers)) & ~Q(form__in=Rendering.DRAFTS))
            | (
                Q(Exists(papers))
                & Q(form__in=Rendering.DRAFTS, document__state__in=Document.DRAFT_STATES)
            )
            | (Q(Exists(desk)) & Q(form__in=Rendering.DRAFTS))
            | Q(document__isnull=True, requested_by=user.pk)
        )

    def due(self, *, now: datetime, queued_before: datetime) -> "RenderingQuerySet":
        """Files that nobody is making although they should be: lost messages, dead workers."""
        return self.filter(
            Q(state=Rendering.State.QUEUED, queued_at__lt=queued_before)
            | Q(state=Rendering.State.WORKING, lease_until__lt=now)
        )


class Rendering(HasState):
    """One file of a paper, or of a pack; the row is the truth, the queue a messenger."""

    class State(models.TextChoices):
        """What the page shows."""

        QUEUED = "queued", _("Đang chờ")
        WORKING = "working", _("Đang tạo tệp")
        DONE = "done", _("Đã có tệp")
        FAILED = "failed", _("Không tạo được tệp")

    class Form(models.TextChoices):
        """Which file."""

        PDF = "pdf", _("PDF")
        UNNUMBERED = "unnumbered", _("PDF chưa có số")
        DOCX = "docx", _("Word")
        DRAFT = "draft", _("PDF dự thảo")
        DRAFT_DOCX = "draft_docx", _("Word dự thảo")
        SIGNED = "signed", _("Bản đã ký")
        SUMMARY_PDF = "summary_pdf", _("Bản tóm tắt, PDF")
        SUMMARY_DOCX = "summary_docx", _("Bản tóm tắt, Word")
        PACK = "pack", _("Gói hồ sơ")
        SCORES_PDF = "scores_pdf", _("Bảng tổng hợp điểm, PDF")
        SCORES_DOCX = "scores_docx", _("Bảng tổng hợp điểm, Word")
        UNIT_REPORT_PDF = "unit_report_pdf", _("Báo cáo tự đánh giá, PDF")
        UNIT_REPORT_DOCX = "unit_report_docx", _("Báo cáo tự đánh giá, Word")
        BALLOT_PAPER = "ballot_paper", _("Phiếu bầu, PDF")
        PROVINCE_PDF = "province_pdf", _("Tổng hợp toàn tỉnh, PDF")
        PROVINCE_DOCX = "province_docx", _("Tổng hợp toàn tỉnh, Word")
        PROVINCE_XLSX = "province_xlsx", _("Tổng hợp toàn tỉnh, Excel")
        PACK_PDF = "pack_pdf", _("Gói hồ sơ, một tệp PDF")

    DRAFTS = (Form.DRAFT, Form.DRAFT_DOCX)
    TRANSITIONS = {
        State.QUEUED: {State.WORKING, State.FAILED},
        State.WORKING: {State.DONE, State.QUEUED, State.FAILED},
        State.FAILED: {State.QUEUED},
    }

    # A file over many blocs has no bloc but a province.
    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, null=True, related_name="renderings")
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, related_name="renderings"
    )
    done_parts = models.PositiveSmallIntegerField(default=0, db_default=0)
    all_parts = models.PositiveSmallIntegerField(default=0, db_default=0)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="renderings"
    )
    period = models.ForeignKey(
        Period, on_delete=models.PROTECT, null=True, related_name="renderings"
    )
    form = models.CharField(max_length=20, choices=Form)
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED, editable=False)
    snapshot = models.JSONField(null=True)
    snapshot_hash = models.CharField(max_length=64, blank=True)
    number = models.CharField(max_length=10, blank=True)
    date = models.DateField(null=True)
    file = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(null=True)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # What the check of an e-signed file found: rows of who, when, verdict, why, in finished words.
    signatures = models.JSONField(null=True)

    objects = RenderingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "queued_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", size__isnull=False) & ~Q(sha256="") | ~Q(state="done"),
                name="done_has_file",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} #{self.pk}"

    @property
    def status_url(self) -> str:
        """The page that tells how far it is."""
        return self._address("rendering", "pack")

    @property
    def file_url(self) -> str:
        """Where its bytes are."""
        return self._address("file", "pack_file")

    @property
    def retry_url(self) -> str:
        """Where a failed one is asked for again."""
        return self._address("retry", "pack_retry")

    def _address(self, of_bloc: str, of_province: str) -> str:
        if home := self.bloc:
            return reverse(f"documents:{of_bloc}", args=[home.province.slug, home.slug, self.pk])
        return reverse(of_province, args=[self.province.slug, self.pk])  # type: ignore[union-attr]

    @property
    def is_pending(self) -> bool:
        """Whether the page should ask again."""
        return self.state in {self.State.QUEUED, self.State.WORKING}


class DownloadQuerySet(models.QuerySet["Download"]):
    """Reads of downloads."""

    def visible_to(self, user: User) -> "DownloadQuerySet":
        """One's own."""
        return self.filter(by=user.pk)


class Download(models.Model):
    """A pack that somebody took: when, and the ids of the files in it, so that the next pack can
    say what is new."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, null=True, related_name="+")
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="downloads")
    files = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần tải gói hồ sơ")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.rendering)
