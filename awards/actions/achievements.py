"""The achievement report: begun from data, written by the unit, approved by the unit's leader."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import Achievement, Nomination
from awards.queries.achievement import OPEN, PROSE, achievement_lacks, achievement_words, title_of
from documents import actions as papers
from documents.kinds import ACHIEVEMENT
from documents.models import Document, Rendering
from emulation_bloc.lib.states import ActionError
from meetings.actions.drafts import final_words, refuse_if_changed
from units.actions import lock, record
from units.models import User


@transaction.atomic
def start_achievement(nomination: Nomination, *, by: User | None) -> Achievement:
    """Begin the unit's report on a nomination; figures come from the system, the prose from the
    unit, with the nomination's summary to begin with.

    Raises ActionError when there is one, or the nomination has left the bloc or has ended.
    """
    lock(nomination.bloc)
    nomination.refresh_from_db(fields=["state"])
    _refuse_closed(nomination)
    if Achievement.objects.filter(nomination=nomination).exists():
        raise ActionError(_("Đã có báo cáo thành tích. Hãy mở báo cáo đó để soạn tiếp."))
    made = Achievement.objects.create(
        bloc=nomination.bloc,
        nomination=nomination,
        document=_draft(nomination, by),
        results=nomination.summary,
    )
    record(nomination, "achievement_started", by=by)
    return made


def _draft(nomination: Nomination, by: User | None, **more: Any) -> Document:
    return papers.start_draft(
        nomination.bloc,
        kind=ACHIEVEMENT.code,
        period=nomination.period,
        unit=nomination.unit,
        title=title_of(nomination)[:400],
        by=by,
        **more,
    )


def _refuse_closed(nomination: Nomination) -> None:
    if nomination.state not in OPEN:
        raise ActionError(
            _("Không lập được báo cáo thành tích: đề nghị đang ở trạng thái “%(state)s”.")
            % {"state": nomination.get_state_display()}
        )


@transaction.atomic
def save_achievement(
    achievement: Achievement, *, values: dict[str, str], revision: int, by: User | None
) -> None:
    """Keep the prose that was typed.

    Raises ActionError unless the report is a draft, StaleRevisionError when somebody else saved it
    since it was read.
    """
    lock(achievement.bloc)
    achievement.document.refresh_from_db(fields=["state"])
    if achievement.document.state != Document.State.DRAFT:
        raise ActionError(_("Báo cáo đang trình duyệt hoặc đã duyệt, không sửa được."))
    kept = {name: values[name] for name in PROSE if name in values}
    achievement.save_if_unchanged(revision, kept)


@transaction.atomic
def submit_achievement(achievement: Achievement, *, by: User) -> None:
    """Hand the report to the unit's leader. Raises ActionError with what is still missing."""
    lock(achievement.bloc)
    achievement.refresh_from_db()
    if lacks := achievement_lacks(achievement):
        raise ActionError(" ".join(lacks))
    papers.submit(achievement.document, by=by)


@transaction.atomic
def return_achievement(achievement: Achievement, *, by: User, reason: str) -> None:
    """The leader sends the report back with a reason; its writers may edit again."""
    papers.return_draft(achievement.document, by=by, reason=reason)


@transaction.atomic
def approve_achievement(achievement: Achievement, *, by: User, seen: str) -> None:
    """The unit's leader approves the words that were read; they are frozen and files are made.

    `seen` is queries.words_digest of them. Raises ActionError when the words have changed since, or
    the report is not waiting for approval.
    """
    lock(achievement.bloc)
    achievement.refresh_from_db()  # with its document, as they are under the lock
    document = achievement.document
    if not document.can_move_to(Document.State.APPROVED):
        raise ActionError(_("Báo cáo không ở bước chờ duyệt. Hãy tải lại trang để xem kết quả."))
    words = achievement_words(achievement, by)
    refuse_if_changed(words, seen)
    papers.approve(document, snapshot=final_words(document, words), by=by)


@transaction.atomic
def replace_achievement(achievement: Achievement, *, reason: str, by: User) -> None:
    """Begin a report that replaces the approved one, with its prose; the old one stays as it was.

    Raises ActionError without a reason, when the nomination is with the reviewer or has ended, or
    the report is still a draft.
    """
    lock(achievement.bloc)
    achievement.refresh_from_db()
    _refuse_closed(achievement.nomination)
    old = achievement.document
    achievement.document = _draft(
        achievement.nomination,
        by,
        corrects=old,
        relation=Document.Relation.REPLACES,
        reason=reason.strip(),
    )
    achievement.save(update_fields=["document"])
    record(achievement.nomination, "achievement_replaced", by=by, reason=reason.strip())


@transaction.atomic
def request_achievement_draft(
    achievement: Achievement, *, by: User | None, word: bool = False
) -> Rendering:
    """Have the DỰ THẢO PDF, or the Word file, made from the words of this moment."""
    words = achievement_words(achievement)
    return papers.request_draft(achievement.document, snapshot=words, by=by, word=word)
