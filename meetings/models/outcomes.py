"""What a meeting leaves behind: remarks of the reviewer, requests, agreed directions, decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.revisions import HasRevision
from meetings.models.meetings import MeetingPart
from units.models import Bloc, Unit


class Remark(MeetingPart):
    """The reviewer's remarks (phát biểu chỉ đạo)."""

    speaker = models.CharField(_("người phát biểu"), max_length=200)
    title = models.CharField(_("chức vụ, cơ quan"), max_length=300, blank=True)
    assessment = models.TextField(_("đánh giá, nhận xét"), blank=True)

    class Meta(MeetingPart.Meta):
        verbose_name = _("phát biểu chỉ đạo")

    def __str__(self) -> str:
        return self.speaker


class Conclusion(MeetingPart):
    """A direction agreed, a decision, or a request of the reviewer; becomes a task in its own
    time."""

    class Kind(models.TextChoices):
        """Only directions are what the meeting `thống nhất`."""

        DIRECTION = "direction", _("Phương hướng, nhiệm vụ trọng tâm")
        DECISION = "decision", _("Kết luận")
        REQUEST = "request", _("Đề nghị của Sở Nội vụ")

    class Addressee(models.TextChoices):
        """To whom a request goes."""

        UNITS = "units", _("Các đơn vị")
        BLOC = "bloc", _("Khối")

    class Area(models.TextChoices):
        """The field of work."""

        PROFESSIONAL = "professional", _("Nhiệm vụ chuyên môn")
        PARTY_BUILDING = "party_building", _("Xây dựng Đảng")
        ADMINISTRATIVE_REFORM = "administrative_reform", _("Cải cách hành chính")
        MOVEMENT = "movement", _("Phong trào thi đua")
        BLOC_ACTIVITY = "bloc_activity", _("Hoạt động chung của Khối")
        EXEMPLARY_MODEL = "exemplary_model", _("Điển hình tiên tiến")
        SOCIAL_WELFARE = "social_welfare", _("An sinh xã hội")
        OTHER = "other", _("Lĩnh vực khác")

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(_("mã"), max_length=20, blank=True)
    addressee = models.CharField(
        _("gửi tới"), max_length=20, choices=Addressee, default=Addressee.UNITS, blank=True
    )
    title = models.CharField(_("nội dung"), max_length=400)
    detail = models.TextField(_("diễn giải"), blank=True)
    area = models.CharField(_("lĩnh vực"), max_length=30, choices=Area, default=Area.PROFESSIONAL)
    lead_units = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name=_("đơn vị chủ trì")
    )
    partner_units = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name=_("đơn vị phối hợp")
    )
    due = models.DateField(_("hạn"), null=True, blank=True)
    measure = models.CharField(_("kết quả cần đạt"), max_length=300, blank=True, db_default="")
    weight = models.PositiveSmallIntegerField(_("mức quan trọng"), default=1, db_default=1)
    no_task_reason = models.CharField(
        _("lý do không giao nhiệm vụ"), max_length=300, blank=True, db_default=""
    )

    class Meta(MeetingPart.Meta):
        verbose_name = _("kết luận")
        ordering = ["kind", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class Reference(HasRevision):
    """A document that a conclusion refers to: kind, number, date, issuer, subject."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="references")
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    kind = models.CharField(_("loại văn bản"), max_length=60)
    number = models.CharField(_("số, ký hiệu"), max_length=100, blank=True)
    date = models.DateField(_("ngày"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("văn bản dẫn chiếu")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """`Kế hoạch số 90/KH-UBND ngày 11/6/2021 của UBND tỉnh Hưng Yên về …`, one form per
        paper."""
        parts = [self.kind]
        if self.number:
            parts.append(f"số {self.number}" if self.number[0].isdigit() else self.number)
        if self.date:
            parts.append(f"ngày {vietnamese.date_short(self.date)}")
        if self.issuer:
            parts.append(f"của {self.issuer}")
        if self.subject:
            parts.append(f"về {vietnamese.lower_first(self.subject)}")
        return " ".join(parts)
