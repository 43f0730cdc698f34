"""What the council, the province and the capital say: votes, and the steps up to the decision."""

from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.actions.review import hold_still
from awards.models import Award, CouncilQuorum, CouncilVote, Nomination
from awards.queries.council import Bar, bars_of, needed, percent_words, quorum_of, share_of
from awards.queries.review import STATE_STEPS, STEPS
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from emulation_bloc.lib.vietnamese import date_short
from units.actions import record
from units.models import User

State = Nomination.State


@transaction.atomic
def record_council(
    nomination: Nomination, *, values: dict[str, Any], by: User | None
) -> CouncilVote:
    """The vote on one nomination; `values` as in `record_sitting`, with `yes`."""
    return record_sitting([(nomination, values["yes"])], values=values, by=by)[0]


@transaction.atomic
def record_sitting(
    votes: list[tuple[Nomination, int]], *, values: dict[str, Any], by: User | None
) -> list[CouncilVote]:
    """One sitting: the yes votes on each nomination, out of **all** members (reference §1.5).

    `values`: held_on, minutes_number, members, present, written (opinions in writing), note, and
    `threshold` (per cent, or `2/3` as text) for awards for which no rule names one. Where the
    standing body alone screens, it is that body's opinion, without the council's quorum. What holds
    on `held_on` counts. A nomination that does not reach its bar ends, with the figures as the
    reason. Raises ActionError for figures that do not fit, without a quorum, and for nominations
    that are on hold or at another step.
    """
    if not votes:
        raise ActionError(_("Hãy chọn ít nhất một đề nghị."))
    hold_still(row for row, _yes in votes)
    bars = bars_of([row for row, _yes in votes], values["held_on"])
    if len({bar.body for bar in bars.values()}) > 1:
        raise ActionError(
            _("Có đề nghị do Hội đồng xét, có đề nghị do Thường trực xét. Hãy ghi thành hai lần.")
        )
    is_standing = any(bar.is_standing for bar in bars.values())
    province = votes[0][0].bloc.province_id
    _check_sitting(values, None if is_standing else quorum_of(province, values["held_on"]))
    return [_record_vote(row, yes, bars[row.pk], values, by) for row, yes in votes]


def _check_sitting(values: dict[str, Any], quorum: CouncilQuorum | None) -> None:
    """Raise ActionError where the figures of the sitting cannot be, or are no quorum."""
    members, present, written = values["members"], values["present"], values.get("written") or 0
    if values["held_on"] > clock.today():
        raise ActionError(_("Ngày họp không được sau hôm nay."))
    if members < 1 or present + written > members:
        raise ActionError(_("Số có mặt và ý kiến bằng văn bản không được quá tổng số thành viên."))
    if quorum is None:
        return
    come, heard = needed(members, quorum.come), needed(members, quorum.heard)
    if present < come:
        raise ActionError(
            _(
                "Chưa đủ số thành viên dự họp: cần ít nhất %(need)d/%(all)d người có mặt "
                "(%(share)s)."
            )
            % {"need": come, "all": members, "share": percent_words(quorum.come)}
        )
    if present + written < heard:
        raise ActionError(
            _(
                "Chưa đủ ý kiến để xét khen thưởng: cần ít nhất %(need)d/%(all)d thành viên "
                "(%(share)s), tính cả ý kiến bằng văn bản."
            )
            % {"need": heard, "all": members, "share": percent_words(quorum.heard)}
        )


def _record_vote(
    nomination: Nomination, yes: int, bar: Bar, values: dict[str, Any], by: User | None
) -> CouncilVote:
    members, written = values["members"], values.get("written") or 0
    received = nomination.received_at
    if received and values["held_on"] < clock.local_date(received):
        raise ActionError(
            _("%(who)s: ngày họp không được trước ngày nhận hồ sơ.") % {"who": nomination}
        )
    if not 0 <= yes <= values["present"] + written:
        raise ActionError(
            _("%(who)s: số phiếu đồng ý vượt số thành viên cho ý kiến.") % {"who": nomination}
        )
    threshold = bar.threshold or _typed(values, nomination)
    is_passed = yes >= needed(members, threshold)
    made = CouncilVote(
        bloc=nomination.bloc,
        nomination=nomination,
        held_on=values["held_on"],
        minutes_number=(values.get("minutes_number") or "").strip(),
        members=members,
        present=values["present"],
        written=written,
        yes=yes,
        threshold=threshold,
        is_passed=is_passed,
        note=(values.get("note") or "").strip(),
        by=by,
        at=clock.now(),
    )
    _move(nomination, made, bar, by)
    made.save()
    return made


def _typed(values: dict[str, Any], nomination: Nomination) -> str:
    """The share that was typed, as it is kept; raises ActionError without one."""
    share = share_of(values.get("threshold"))
    if not share or not 0 < Fraction(share) <= 1:
        raise ActionError(
            _("%(who)s: hãy ghi tỷ lệ phiếu cần đạt, từ trên 0 đến 100%%.") % {"who": nomination}
        )
    return share


def _move(nomination: Nomination, vote: CouncilVote, bar: Bar, by: User | None) -> None:
    """On to the province's committee, or to the end with the figures as the reason."""
    after = {"agreed": vote.yes, "members": vote.members}
    if vote.is_passed:
        nomination.move_to(State.COUNCIL)
        record(nomination, "council_passed", by=by, after=after)
        return
    reason = _("%(body)s: %(yes)d/%(all)d phiếu đồng ý, tỷ lệ cần đạt %(need)s.") % {
        "body": bar.body_words,
        "yes": vote.yes,
        "all": vote.members,
        "need": percent_words(vote.threshold),
    }
    reason = f"{reason} {vote.note}".strip()
    nomination.move_to(State.NOT_PASSED, outcome_reason=reason)
    record(nomination, "council_not_passed", by=by, after=after, reason=reason)


@transaction.atomic
def step(nomination: Nomination, target: str, *, values: dict[str, Any], by: User | None) -> None:
    """The province's committee agrees; a state award goes on through party, ministry and Prime
    Minister. `values`: document (number, date and issuer of the paper) and `on`, its day.

    Raises ActionError without a paper, for a day to come, for a step that the award's level does
    not know, and when the nomination is on hold or at another step.
    """
    hold_still([nomination])
    document = (values.get("document") or "").strip()
    if target not in STEPS:
        raise ActionError(_("Hãy chọn bước cần ghi nhận."))
    if target in STATE_STEPS and nomination.award.level != Award.Level.STATE:
        raise ActionError(
            _("%(who)s: danh hiệu, hình thức này do tỉnh quyết định, không trình Bộ Nội vụ.")
            % {"who": nomination}
        )
    if not document:
        raise ActionError(_("Hãy ghi văn bản: số, cơ quan ban hành."))
    if values["on"] > clock.today():
        raise ActionError(_("Ngày văn bản không được sau hôm nay."))
    nomination.move_to(target)
    told = f"{document}, ngày {date_short(values['on'])}"
    record(nomination, f"step_{target}", by=by, reason=told)


@transaction.atomic
def step_all(
    nominations: list[Nomination], target: str, *, values: dict[str, Any], by: User | None
) -> int:
    """The same paper takes several nominations a step further; all or none. How many."""
    if not nominations:
        raise ActionError(_("Hãy chọn ít nhất một đề nghị."))
    hold_still(nominations)
    for nomination in nominations:
        step(nomination, target, values=values, by=by)
    return len(nominations)
