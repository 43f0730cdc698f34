"""The department receives dossiers and appraises them: a specialist prepares, a leader approves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from awards.eligibility.units import leaders_cap
from awards.models import Nomination, Review, Rule
from awards.queries.regimes import regime_on
from awards.queries.review import APPRAISABLE, PARTS, accepted_beside
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Bloc, User

State = Nomination.State
Verdict = Review.Verdict
TARGETS = {
    Verdict.SUPPLEMENT: State.SUPPLEMENT,
    Verdict.ACCEPT: State.APPRAISED,
    Verdict.RETURN: State.RETURNED,
}


def hold_still(nominations: Iterable[Nomination]) -> None:
    """Lock the nominations' blocs, always in the same order, and read their states anew.

    Raises ActionError when one is on hold: nothing goes on until there is a conclusion (rule N3).
    """
    rows = list(nominations)
    for bloc in sorted({row.bloc_id: row.bloc for row in rows}.values(), key=lambda one: one.pk):
        lock(bloc)
    for row in rows:
        row.refresh_from_db(fields=["state", "held_from"])
        if row.state == State.HOLD:
            raise ActionError(
                _("%(who)s đang tạm dừng xét. Hãy chờ văn bản kết luận.") % {"who": row}
            )


@transaction.atomic
def receive(nomination: Nomination, *, by: User | None, day: date) -> None:
    """The dossier has come in on that day, which settles under which regime it is appraised (§0).

    The time is the server's. Raises ActionError for a day to come or before it was sent, when it is
    on hold, or has been received or withdrawn.
    """
    hold_still([nomination])
    _receive(nomination, day, by)


@transaction.atomic
def receive_all(proposal: Document, *, by: User | None, day: date) -> int:
    """Receive every nomination that the tờ trình has sent; how many. One on hold waits on.

    Raises ActionError when none waits, and as `receive` does.
    """
    lock(proposal.bloc)
    rows = Nomination.objects.filter(proposal=proposal, state=State.SUBMITTED)
    waiting = list(rows.select_related("bloc__province", "award"))
    if not waiting:
        raise ActionError(_("Không còn đề nghị nào của tờ trình này chờ tiếp nhận."))
    for nomination in waiting:
        _receive(nomination, day, by)
    return len(waiting)


def _receive(nomination: Nomination, day: date, by: User | None) -> None:
    sent = nomination.submitted_at
    if day > clock.today():
        raise ActionError(_("Ngày nhận không được sau hôm nay."))
    if sent and day < clock.local_date(sent):
        raise ActionError(_("Ngày nhận không được trước ngày Khối gửi hồ sơ."))
    at = clock.now().replace(year=day.year, month=day.month, day=day.day)
    nomination.move_to(State.RECEIVED, received_at=at, regime=regime_on(day))
    record(nomination, "nomination_received", by=by, after={"on": day.isoformat()})


@transaction.atomic
def prepare_review(
    nomination: Nomination,
    *,
    verdict: str,
    items: list[dict[str, str]],
    due: date | None,
    note: str = "",
    by: User | None,
) -> Review:
    """A specialist writes down what should become of the dossier; only the department sees it.

    `items` are parts of the dossier with a reason each: needed to ask for a supplement (with a day
    until which) and to return. A supplement that does not come may be returned. Raises ActionError
    for what does not fit together, in another state, or while another opinion waits for a leader.
    """
    hold_still([nomination])
    kept = _checked(nomination, verdict, items, due)
    if Review.objects.filter(nomination=nomination, state=Review.State.PREPARED).exists():
        raise ActionError(_("Đã có ý kiến thẩm định chờ lãnh đạo duyệt. Hãy tải lại trang."))
    made = Review.objects.create(
        bloc=nomination.bloc,
        nomination=nomination,
        verdict=verdict,
        items=kept,
        due=due if verdict == Verdict.SUPPLEMENT else None,
        note=note.strip(),
        prepared_by=by,
        prepared_at=clock.now(),
    )
    _record_inside(made, "review_prepared", by)
    return made


def _checked(
    nomination: Nomination, verdict: str, items: list[dict[str, str]], due: date | None
) -> list[dict[str, str]]:
    """The items as they are kept; raises ActionError with what is wrong."""
    may_be = APPRAISABLE.get(nomination.state, ())
    if not may_be:
        raise ActionError(
            _("Không thẩm định được: đề nghị đang ở trạng thái “%(state)s”. Hãy tải lại trang.")
            % {"state": nomination.get_state_display()}
        )
    if verdict not in may_be:
        raise ActionError(_("Hãy chọn ý kiến thẩm định phù hợp với bước của hồ sơ."))
    kept = [
        {"item": row["item"], "reason": row.get("reason", "").strip()}
        for row in items
        if row.get("item") in PARTS and row.get("reason", "").strip()
    ]
    if verdict == Verdict.ACCEPT:
        if kept:
            raise ActionError(_("Hồ sơ đủ điều kiện thì không ghi thành phần thiếu."))
        return []
    if not kept:
        raise ActionError(_("Hãy ghi lý do ở ít nhất một thành phần hồ sơ."))
    if verdict == Verdict.SUPPLEMENT:
        _refuse_past(due)
    return kept


def _refuse_past(due: date | None) -> None:
    if due is None or due < clock.today():
        raise ActionError(_("Hãy ghi hạn bổ sung từ hôm nay trở đi."))


@transaction.atomic
def approve_review(review: Review, *, by: User | None) -> None:
    """A leader approves: the dossier goes where the opinion says, and the bloc sees it.

    Raises ActionError when it was answered already, the term has passed meanwhile, the nomination
    has moved on or is on hold, or the province's share of flags is used up (E2).
    """
    nomination = review.nomination
    hold_still([nomination])
    if review.verdict == Verdict.SUPPLEMENT and review.state == Review.State.PREPARED:
        _refuse_past(review.due)
    if review.verdict not in APPRAISABLE.get(nomination.state, ()):
        raise ActionError(_("Hồ sơ đã chuyển bước khác. Hãy tải lại trang để xem kết quả."))
    if review.verdict == Verdict.ACCEPT:
        _refuse_beyond_share(nomination)
    review.move_to(Review.State.APPROVED, answered_by=by, answered_at=clock.now())
    values: dict[str, Any] = {"supplement_due": review.due}
    if review.verdict == Verdict.RETURN:
        values["outcome_reason"] = "\n".join(
            f"{PARTS[row['item']]}: {row['reason']}" for row in review.items
        )
    nomination.move_to(TARGETS[Verdict(review.verdict)], **values)
    reason = values.get("outcome_reason", review.note)
    record(nomination, f"review_{review.verdict}", by=by, reason=reason)


def _refuse_beyond_share(nomination: Nomination) -> None:
    """Raise ActionError when the province's share of bloc leaders for the Government's flag is used
    up by those accepted before (E2), where that rule is applied under the nomination's regime."""
    rule = Rule.objects.filter(
        condition="share_of_leaders",
        award=nomination.award_id,
        regime=nomination.regime_id,
        is_on=True,
    ).first()
    if rule is None:
        return
    # Of two acceptances in two blocs at once, the second waits and counts the first.
    Rule.objects.filter(pk=rule.pk).update(is_on=F("is_on"))
    blocs = Bloc.objects.filter(province=nomination.bloc.province_id).count()
    most = leaders_cap(rule.params["share"], blocs)
    taken = accepted_beside(nomination)
    if taken >= most:
        raise ActionError(
            _(
                "Toàn tỉnh có %(blocs)d khối nên được đề nghị tối đa %(most)d “%(award)s”; đã chấp "
                "nhận %(taken)d. Căn cứ: %(article)s."
            )
            % {
                "blocs": blocs, "most": most, "taken": taken,
                "award": nomination.award, "article": rule.basis,
            }
        )  # fmt: skip


@transaction.atomic
def send_back(review: Review, *, answer: str, by: User | None) -> None:
    """A leader wants the opinion looked at again, with a word; only the department sees it.

    Raises ActionError without a word, or when it was answered already.
    """
    lock(review.bloc)
    if not answer.strip():
        raise ActionError(_("Hãy ghi ý kiến để chuyên viên xem lại."))
    review.move_to(
        Review.State.SENT_BACK, answered_by=by, answered_at=clock.now(), answer=answer.strip()
    )
    _record_inside(review, "review_sent_back", by, answer.strip())


def _record_inside(review: Review, word: str, by: User | None, text: str = "") -> None:
    """A line of the trail that the bloc's desk does not read: it bears no bloc."""
    about = f"{review.nomination}. {text}".strip()
    record(review.bloc.province, word, by=by, reason=about)
