"""Checking what the department types: appraisals, the council's sitting, steps, decisions."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import FileForm
from awards.models import Award, Nomination, Review
from awards.queries.council import Bar, bars_of, needed, percent_words, quorum_of, share_of
from awards.queries.review import APPRAISABLE, PARTS, STATE_STEPS, STEPS
from emulation_bloc.lib import clock
from emulation_bloc.lib.numbers import parse_decimal
from units.forms import CleanTextMixin, VietnameseDateField, WholeNumberField
from units.models import User


def _lines(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count})


class ReceiveForm(CleanTextMixin, forms.Form):
    """On which day the dossier came in."""

    day = VietnameseDateField(label=_("Ngày nhận hồ sơ"), initial=clock.today)


class ReviewForm(CleanTextMixin, forms.Form):
    """What should become of the dossier, with a reason for each part that is wanting."""

    verdict = forms.ChoiceField(label=_("Ý kiến thẩm định"))
    due = VietnameseDateField(
        label=_("Bổ sung trước ngày"), required=False, help_text=_("Ghi khi yêu cầu bổ sung.")
    )
    note = forms.CharField(label=_("Nhận xét"), required=False, max_length=2000, widget=_lines(2))

    def __init__(self, *args: Any, nomination: Nomination, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # Of a dossier that has gone on meanwhile the action says so.
        may_be = APPRAISABLE.get(nomination.state, Review.Verdict.values)
        self.fields["verdict"].choices = [
            (value, label) for value, label in Review.Verdict.choices if value in may_be
        ]
        for code, label in PARTS.items():
            self.add(
                f"item_{code}",
                forms.CharField(label=label, required=False, max_length=1000, widget=_lines(1)),
            )

    @property
    def part_fields(self) -> list[forms.BoundField]:
        """The fields of the dossier's parts."""
        return [self[name] for name in self.fields if name.startswith("item_")]

    @property
    def values(self) -> dict[str, Any]:
        """As `prepare_review` takes them."""
        typed = self.cleaned_data
        items = [
            {"item": code, "reason": typed[f"item_{code}"]}
            for code in PARTS
            if typed[f"item_{code}"]
        ]
        return {name: typed[name] for name in ("verdict", "due", "note")} | {"items": items}


class SendBackForm(CleanTextMixin, forms.Form):
    """What the leader wants looked at again."""

    answer = forms.CharField(label=_("Ý kiến lãnh đạo"), max_length=1000, widget=_lines(2))


class ChosenForm(CleanTextMixin, forms.Form):
    """A form over several nominations; abstract."""

    def __init__(self, *args: Any, rows: list[Nomination], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows = rows

    def named(self, name: str, row: Nomination) -> Any:
        """What was typed for one of them."""
        return self.cleaned_data.get(f"{name}_{row.pk}")


class ShareField(forms.CharField):
    """A share of the members: per cent (`80`, `66,5`) or a fraction (`2/3`); None for nothing."""

    def clean(self, value: Any) -> Decimal | str | None:
        """As the action takes it."""
        text = super().clean(value).replace(" ", "").removesuffix("%")
        if not text:
            return None
        try:
            typed = text if re.fullmatch(r"\d{1,3}/\d{1,3}", text) else parse_decimal(text)
            is_share = 0 < Fraction(share_of(typed)) <= 1
        except (ValueError, ZeroDivisionError):
            is_share = False
        if not is_share:
            raise forms.ValidationError(_("Hãy ghi tỷ lệ trên 0 đến 100, hoặc phân số như 2/3."))
        return typed


class SittingForm(ChosenForm):
    """A sitting of the council or its standing body, with the votes on each nomination.

    It says what is needed by the rules of the day that is typed: how many yes of how many members,
    how many who come. Who reads other rules than those of that day is shown these first.
    """

    held_on = VietnameseDateField(label=_("Ngày họp"), initial=clock.today)
    minutes_number = forms.CharField(label=_("Số biên bản"), required=False, max_length=60)
    members = forms.IntegerField(label=_("Tổng số thành viên"), min_value=1, max_value=200)
    present = forms.IntegerField(label=_("Số có mặt"), min_value=0, max_value=200)
    written = forms.IntegerField(
        label=_("Số ý kiến bằng văn bản"), min_value=0, max_value=200, initial=0
    )
    threshold = ShareField(
        label=_("Tỷ lệ phiếu cần đạt (%)"),
        required=False,
        help_text=_(
            "Ghi khi quy định chưa có tỷ lệ đã kiểm chứng, ví dụ 80 hoặc 2/3. Tính trên tổng số "
            "thành viên."
        ),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=1000, widget=_lines(2))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        day = self._typed("held_on") or clock.today()
        self.bars = bars_of(self.rows, day)
        self.quorum = quorum_of(self.rows[0].bloc.province_id, day)
        for row in self.rows:
            self.add(
                f"yes_{row.pk}",
                forms.IntegerField(
                    label=_("Số phiếu đồng ý: %(who)s") % {"who": row},
                    min_value=0,
                    max_value=200,
                    help_text=self._need(self.bars[row.pk]),
                ),
            )

    def _typed(self, name: str) -> Any:
        """The value of one field as far as it is typed rightly, None otherwise."""
        try:
            return self.fields[name].clean(self.data.get(name))
        except forms.ValidationError:
            return None

    def _need(self, bar: Bar) -> str:
        """`Cần 12/15 thành viên (80%) đồng ý. Hội đồng …`: what one nomination needs."""
        share = bar.threshold or share_of(self._typed("threshold"))
        need = _("Cần %(n)s đồng ý.") % {"n": self._of_members(share)} if share else ""
        words = need or _("Tỷ lệ cần đạt: ghi ở trên.")
        return " ".join(str(part) for part in (words, f"{bar.body_words}.", bar.article) if part)

    def _of_members(self, share: str) -> str:
        """`12/15 thành viên (80%)`; until the members are typed `80% tổng số thành viên`."""
        members, words = self._typed("members"), percent_words(share)
        if not members:
            return _("%(share)s tổng số thành viên") % {"share": words}
        given = {"n": needed(members, share), "all": members, "share": words}
        return _("%(n)d/%(all)d thành viên (%(share)s)") % given

    @property
    def quorum_words(self) -> str:
        """How many must come and be heard; empty where the standing body alone screens."""
        if all(bar.is_standing for bar in self.bars.values()):
            return ""
        if self.quorum is None:
            return str(_("Chưa có quy định về số thành viên dự họp tại ngày này."))
        words = _(
            "Dự họp: cần %(come)s có mặt; %(heard)s cho ý kiến, kể cả bằng văn bản. %(article)s"
        )
        return words % {
            "come": self._of_members(self.quorum.come),
            "heard": self._of_members(self.quorum.heard),
            "article": self.quorum.article,
        }

    @property
    def rules(self) -> str:
        """The rules that the page shows, as it sends them back."""
        quorum = [self.quorum.come, self.quorum.heard] if self.quorum else []
        bars = [f"{pk}:{bar.body}:{bar.threshold}" for pk, bar in sorted(self.bars.items())]
        return " ".join([*quorum, *bars])

    def clean(self) -> dict[str, Any]:
        """Other rules than those that were read are shown before anything is recorded."""
        given = super().clean() or self.cleaned_data
        if self.data.get("rules", self.rules) != self.rules:
            self.add_error(
                None,
                _(
                    "Quy định tại ngày họp khác với quy định vừa hiện. Hãy xem lại số phiếu và số "
                    "thành viên cần có ở dưới rồi ghi lại."
                ),
            )
        return given

    @property
    def yes_fields(self) -> list[forms.BoundField]:
        """The votes on each nomination."""
        return [self[f"yes_{row.pk}"] for row in self.rows]


class StepForm(ChosenForm):
    """A step after the council, with its paper."""

    target = forms.ChoiceField(label=_("Bước"))
    document = forms.CharField(label=_("Văn bản (số, cơ quan ban hành)"), max_length=300)
    on = VietnameseDateField(label=_("Ngày văn bản"), initial=clock.today)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        of_state = all(row.award.level == Award.Level.STATE for row in self.rows)
        offered = [one for one in STEPS if of_state or one not in STATE_STEPS]
        fitting = [one for one in offered if all(row.can_move_to(one) for row in self.rows)]
        self.fields["target"].choices = [
            (one, Nomination.State(one).label) for one in fitting or offered
        ]


class DecisionForm(ChosenForm, FileForm):
    """The decision as it was issued, with what was granted to each."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60)
    date = VietnameseDateField(label=_("Ngày quyết định"), initial=clock.today)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), required=False, max_length=200)
    field_order = ("number", "date", "issuer", "signer", "signer_title", "file")

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["file"].label = _("Tệp quyết định (PDF)")
        self.fields["file"].required = False
        awards = [(row.pk, row.name) for row in Award.objects.visible_to(user)]
        for row in self.rows:
            self.add(
                f"award_{row.pk}",
                forms.TypedChoiceField(
                    label=_("Được tặng"), choices=awards, coerce=int, initial=row.award_id
                ),
            )
            self.add(
                f"amount_{row.pk}",
                WholeNumberField(
                    label=_("Tiền thưởng (đồng)"),
                    required=False,
                    min_value=0,
                    max_value=100_000_000_000,
                    help_text=_("Để trống: lấy mức theo quy định tại ngày quyết định, nếu có."),
                ),
            )
            self.add(
                f"reason_{row.pk}",
                forms.CharField(
                    label=_("Lý do khi khác đề nghị của Khối"),
                    required=False,
                    max_length=1000,
                    widget=_lines(1),
                ),
            )

    def clean_file(self) -> Any:
        """The decision may be recorded before its file is there."""
        return super().clean_file() if self.cleaned_data.get("file") else None

    def ask_for_file_again(self) -> None:
        """A browser does not keep a file that was chosen: without a word the decision would be
        recorded without it the next time."""
        if self.files.get("file") and "file" not in self.errors:
            self.add_error("file", _("Hãy chọn lại tệp quyết định rồi ghi lại."))

    @property
    def lines(self) -> list[tuple[Nomination, list[forms.BoundField]]]:
        """Each nomination with its fields."""
        names = ("award", "amount", "reason")
        return [(row, [self[f"{name}_{row.pk}"] for name in names]) for row in self.rows]

    @property
    def general(self) -> list[forms.BoundField]:
        """The decision's own fields."""
        return [self[name] for name in self.field_order]


class DecisionFileForm(CleanTextMixin, FileForm):
    """The file of a decision that was recorded without it."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Tệp quyết định (PDF)")


class NotifyForm(CleanTextMixin, forms.Form):
    """When the bloc was told."""

    on = VietnameseDateField(label=_("Ngày thông báo"), initial=clock.today)


class DeliverForm(CleanTextMixin, forms.Form):
    """When and where the award was handed over."""

    on = VietnameseDateField(label=_("Ngày trao"), initial=clock.today)
    where = forms.CharField(label=_("Nơi trao"), max_length=200)


class RefuseForm(CleanTextMixin, forms.Form):
    """Why no award is given."""

    reason = forms.CharField(label=_("Lý do không khen thưởng"), max_length=1000, widget=_lines(2))


class AnnulForm(CleanTextMixin, forms.Form):
    """Why the award is taken back (rule N11)."""

    ground = forms.CharField(
        label=_("Căn cứ hủy bỏ (số, ngày, cơ quan ban hành)"), max_length=400, widget=_lines(2)
    )
    on = VietnameseDateField(label=_("Ngày hủy bỏ"), initial=clock.today)


class DeskFilterForm(CleanTextMixin, forms.Form):
    """What of the desk is shown."""

    buoc = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    khoi = forms.ChoiceField(label=_("Khối"), required=False)
    giai = forms.ChoiceField(label=_("Danh hiệu, hình thức"), required=False)
    xep = forms.ChoiceField(
        label=_("Sắp xếp"),
        required=False,
        choices=[("", _("Ngày trình")), ("khoi", _("Theo khối")), ("han", _("Hạn bổ sung"))],
    )
    theo_doi = forms.BooleanField(label=_("Khối tôi theo dõi"), required=False)

    def offer(self, stages: list[Any], blocs: list[Any], awards: list[Any]) -> None:
        """What may be chosen, known once the desk has been read."""
        self.fields["buoc"].choices = [("", ""), *[(one.code, one.label) for one in stages]]
        self.fields["khoi"].choices = [("", _("Tất cả")), *blocs]
        self.fields["giai"].choices = [("", _("Tất cả")), *awards]
