"""Checking what is typed about ballots: rules, lists, tellers, a vote, paper ballots."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import rows
from meetings.models import Ballot, BallotCandidate, BallotVoter
from meetings.queries.ballot_pages import Group, Offer, rule_choices, rule_code
from meetings.queries.ballots import Standing
from units.forms import CleanTextMixin
from units.models import Unit

MOST = 100


class StartForm(CleanTextMixin, forms.Form):
    """Which ballot; another award needs its question."""

    what = forms.ChoiceField(label=_("Nội dung bỏ phiếu"))
    question = forms.CharField(
        label=_("Câu hỏi trên phiếu"),
        max_length=300,
        required=False,
        help_text=_("Để trống để dùng câu thường dùng; nội dung khác thì phải ghi."),
    )

    def __init__(self, *args: Any, offered: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (row.code, f"{row.name} ({row.seats})" if row.seats > 1 else row.name)
            for row in offered
        ]

    def clean(self) -> dict[str, Any]:
        """An award outside the quotas has no usual question."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("what") == "award:" and not values.get("question"):
            self.add_error("question", _("Hãy ghi câu hỏi trên phiếu."))
        return values

    def wanted(self) -> dict[str, str]:
        """As the action takes them."""
        kind, code = self.cleaned_data["what"].split(":", 1)
        return {"kind": kind, "award_code": code, "question": self.cleaned_data["question"]}


class RulesForm(CleanTextMixin, forms.Form):
    """The rules of a ballot in draft."""

    question = forms.CharField(label=_("Câu hỏi trên phiếu"), max_length=300, widget=rows(2))
    is_secret = forms.BooleanField(label=_("Bỏ phiếu kín"), required=False)
    base = forms.ChoiceField(label=_("Tỷ lệ tính trên"), choices=Ballot.Base.choices)
    rule = forms.ChoiceField(
        label=_("Tỷ lệ cần đạt"),
        help_text=_(
            "Số trong ngoặc tính trên tổng số đơn vị; tính trên số có mặt hay số phiếu hợp lệ thì"
            " có số cần đạt khi kiểm phiếu."
        ),
    )
    seats = forms.IntegerField(label=_("Số đơn vị được chọn"), min_value=1, max_value=MOST)
    most_marks = forms.IntegerField(
        label=_("Mỗi phiếu đánh dấu tối đa"), min_value=1, max_value=MOST
    )
    most_rounds = forms.IntegerField(label=_("Số vòng tối đa"), min_value=1, max_value=9)
    order = forms.ChoiceField(label=_("Thứ tự trên phiếu"), choices=Ballot.Order.choices)
    allows_self = forms.BooleanField(label=_("Đơn vị được bỏ phiếu cho chính mình"), required=False)
    allows_blank = forms.BooleanField(label=_("Phiếu không đánh dấu là hợp lệ"), required=False)
    takes_written = forms.BooleanField(
        label=_("Nhận phiếu bằng văn bản của đơn vị vắng"), required=False
    )

    def __init__(self, *args: Any, ballot: Ballot, members: int, **kwargs: Any) -> None:
        start = {name: getattr(ballot, name) for name in self.base_fields if name != "rule"}
        start["rule"] = rule_code(ballot.threshold, is_above=ballot.is_above)
        super().__init__(*args, initial=start, **kwargs)
        self.fields["rule"].choices = rule_choices(ballot, members)  # type: ignore[attr-defined]
        if ballot.kind != Ballot.Kind.AWARD:
            del self.fields["seats"], self.fields["most_marks"]

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        told = dict(self.cleaned_data)
        rule = told.pop("rule")
        return told | {"threshold": rule.lstrip(">"), "is_above": rule.startswith(">")}


class CandidatesForm(CleanTextMixin, forms.Form):
    """Who stands."""

    units = forms.MultipleChoiceField(
        label=_("Đơn vị trong danh sách"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, ballot: Ballot, standing: list[Standing], **kwargs: Any) -> None:
        listed = [str(row.unit_id) for row in ballot.ballotcandidates.all()]
        super().__init__(*args, initial={"units": listed}, **kwargs)
        self.known = {row.unit.pk: row.unit for row in standing}
        choices = [(str(row.unit.pk), _label(row)) for row in standing]
        self.fields["units"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[Unit]:
        """As the action takes them."""
        return [self.known[int(key)] for key in self.cleaned_data["units"]]


def _label(row: Standing) -> str:
    if row.rank is None:
        return row.name
    return _("%(unit)s (hạng %(rank)d)") % {"unit": row.name, "rank": row.rank}


TELLERS = ("lead", "second", "third", "fourth", "fifth")


class TellersForm(CleanTextMixin, forms.Form):
    """The counting team: who leads, at least one more."""

    lead = forms.TypedChoiceField(label=_("Tổ trưởng"), coerce=int)
    second = forms.TypedChoiceField(label=_("Thành viên"), coerce=int)
    third = forms.TypedChoiceField(
        label=_("Thành viên thứ ba"), coerce=int, required=False, empty_value=None
    )
    fourth = forms.TypedChoiceField(
        label=_("Thành viên thứ tư"), coerce=int, required=False, empty_value=None
    )
    fifth = forms.TypedChoiceField(
        label=_("Thành viên thứ năm"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, ballot: Ballot, groups: list[Group], **kwargs: Any) -> None:
        named = sorted(ballot.ballottellers.all(), key=lambda row: (not row.is_lead, row.pk))
        start = {name: row.user_id for name, row in zip(TELLERS, named, strict=False)}
        super().__init__(*args, initial=start, **kwargs)
        for name in TELLERS:
            self.fields[name].choices = [("", _("Chọn người")), *groups]  # type: ignore[attr-defined]

    def people(self) -> list[tuple[int, bool]]:
        """(key of the user, whether leading)."""
        chosen = [(self.cleaned_data[name], name == "lead") for name in TELLERS]
        return [(key, leads) for key, leads in chosen if key]


class WayForm(CleanTextMixin, forms.Form):
    """How a unit that has not voted votes; by phone who casts it."""

    voter = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    way = forms.ChoiceField(label=_("Cách bỏ phiếu"), choices=BallotVoter.Way.choices)
    user = forms.TypedChoiceField(
        label=_("Người bỏ phiếu trên điện thoại"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Lãnh đạo đơn vị, hoặc người dự thay có giấy ủy quyền."),
    )

    def __init__(self, *args: Any, ballot: Ballot, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = [row for row in ballot.ballotvoters.all() if not row.has_voted]
        self.fields["voter"].choices = [  # type: ignore[attr-defined]
            (row.pk, f"{row.unit_name} ({row.get_way_display()})") for row in waiting
        ]
        if not ballot.takes_written:
            ways = [row for row in BallotVoter.Way.choices if row[0] != BallotVoter.Way.WRITTEN]
            self.fields["way"].choices = ways  # type: ignore[attr-defined]
        people = [("", _("Chọn người")), *groups]
        self.fields["user"].choices = people  # type: ignore[attr-defined]


class AbortForm(CleanTextMixin, forms.Form):
    """Why the ballot is given up."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=1000, widget=rows(2))


class SealForm(CleanTextMixin, forms.Form):
    """How the counted ballots were sealed."""

    sealed_by = forms.CharField(
        label=_("Niêm phong phiếu"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: 01 phong bì có chữ ký của Tổ kiểm phiếu, giao Thư ký khối lưu."),
    )


class ReceiptForm(CleanTextMixin, forms.Form):
    """A receipt as its owner types it: capitals and blanks do no harm."""

    receipt = forms.CharField(label=_("Mã phiếu"), max_length=80)

    def clean_receipt(self) -> str:
        """As the box keeps it."""
        return "".join(self.cleaned_data["receipt"].split()).lower()


class VoteForm(CleanTextMixin, forms.Form):
    """The marks of one vote; an empty mark is the row “none of them”."""

    receipt = forms.CharField(max_length=40, required=False)
    marks = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, ballot: Ballot, voter: BallotVoter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ballot, self.voter = ballot, voter
        self.listed: dict[int, BallotCandidate] = {
            row.pk: row for row in ballot.ballotcandidates.all()
        }
        choices = [("", ""), *((key, row.unit_name) for key, row in self.listed.items())]
        self.fields["marks"].choices = choices  # type: ignore[attr-defined]
        self.fields["marks"].coerce = lambda key: int(key) if key else 0  # type: ignore[attr-defined]

    def clean_marks(self) -> list[int]:
        """What the voter may send by the rules of the ballot."""
        marks = [key for key in self.cleaned_data["marks"] if key]
        if len(marks) > self.ballot.most_marks:
            raise ValidationError(
                _("Chỉ được chọn tối đa %(most)d đơn vị. Hãy bỏ bớt."),
                params={"most": self.ballot.most_marks},
            )
        if not marks and not self.ballot.allows_blank:
            raise ValidationError(_("Hãy chọn ít nhất một đơn vị."))
        return marks


class PaperForm(forms.Form):
    """The pile of paper ballots as a teller types it: for each paper given out its marks, whether
    it is spoiled, or that it was not handed in."""

    STATES = (
        ("", _("Chưa nhập")),
        ("counted", _("Thu về, tính theo đánh dấu")),
        ("spoiled", _("Phiếu hỏng")),
        ("missing", _("Không thu về")),
    )

    def __init__(
        self,
        *args: Any,
        listed: list[BallotCandidate],
        given: int,
        slips: list[dict[str, Any]],
        is_done: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(row.pk), row.unit_name) for row in listed]
        rest = "missing" if is_done else ""
        for place in range(given):
            slip = slips[place] if place < len(slips) else None
            state = rest if slip is None else "spoiled" if slip["is_spoiled"] else "counted"
            self.fields[f"state_{place}"] = forms.ChoiceField(
                label=_("Tình trạng phiếu %(number)d") % {"number": place + 1},
                choices=self.STATES,
                required=False,
                initial=state,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"marks_{place}"] = forms.TypedMultipleChoiceField(
                label=_("Đơn vị được đánh dấu"),
                choices=names,
                coerce=int,
                required=False,
                initial=[str(key) for key in slip["marks"]] if slip else [],
                widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            )
        self.given = given

    @property
    def papers(self) -> list[tuple[int, Any, Any]]:
        """(number, field of the state, field of the marks) of each paper."""
        return [
            (place + 1, self[f"state_{place}"], self[f"marks_{place}"])
            for place in range(self.given)
        ]

    def clean(self) -> dict[str, Any]:
        """A pile that is done leaves no paper open; only a counted paper bears marks."""
        values: dict[str, Any] = super().clean() or {}
        is_done = "done" in self.data
        for place in range(self.given):
            state, marks = values.get(f"state_{place}", ""), values.get(f"marks_{place}", [])
            if is_done and not state:
                self.add_error(f"state_{place}", _("Hãy chọn tình trạng của phiếu này."))
            if marks and state == "missing":
                self.add_error(f"state_{place}", _("Phiếu không thu về thì không có đánh dấu."))
        return values

    def slips(self) -> list[dict[str, Any]]:
        """As the action takes them; a paper with marks and no state yet counts by its marks."""
        told = []
        for place in range(self.given):
            state, marks = self.cleaned_data[f"state_{place}"], self.cleaned_data[f"marks_{place}"]
            if state == "missing" or (not state and not marks):
                continue
            told.append({"marks": marks, "is_spoiled": state == "spoiled"})
        return told
