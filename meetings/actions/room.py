"""What the secretary does in the room: the clock of the agenda, who speaks, one press of the list,
what a contribution becomes, who is writing where."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import open_for_notes, touch
from meetings.actions.rows import add_row, save_row
from meetings.actions.states import open_meeting
from meetings.models import (
    AgendaItem,
    Attendance,
    Conclusion,
    Contribution,
    ExemplaryModel,
    Meeting,
    Presence,
    Speaker,
)
from units.actions import record
from units.models import User

NAME_LENGTH = 300
TITLE_LENGTH = 400
# The page tells every 15 seconds where somebody writes; two missed tellings are somebody gone.
PRESENT_FOR = timedelta(seconds=40)


def _write(meeting: Meeting, **fields: object) -> None:
    """A conditional write would disturb what somebody types into the same row."""
    Meeting.objects.filter(pk=meeting.pk).update(**fields)
    for name, value in fields.items():
        setattr(meeting, name, value)
    touch(meeting)


def _stop_running(meeting: Meeting, but: AgendaItem | None = None) -> None:
    running = meeting.agendaitems.filter(started_at__isnull=False, ended_at__isnull=True)
    running.exclude(pk=but.pk if but else None).update(ended_at=clock.now())


@transaction.atomic
def start_item(item: AgendaItem, *, by: User | None) -> None:
    """Go to an item of the agenda: the one before ends, its own time runs. Opens a meeting that has
    not begun. Pressed by two people, it starts once. Raises ActionError after the meeting."""
    meeting = Meeting.objects.select_related("bloc").get(pk=item.meeting_id)
    open_for_notes(meeting, by=by)
    if meeting.state in {Meeting.State.PLANNED, Meeting.State.INVITED}:
        open_meeting(meeting, by=by)
    _must_run(meeting)
    if meeting.current_item_id == item.pk:
        return
    _stop_running(meeting, item)
    started = AgendaItem.objects.values_list("started_at", flat=True).get(pk=item.pk)
    item.started_at, item.ended_at = started or clock.now(), None
    item.save(update_fields=["started_at", "ended_at"])
    _write(meeting, current_item=item)


@transaction.atomic
def end_item(item: AgendaItem, *, by: User | None) -> None:
    """The item is done and none follows at once; an item that does not run stays as it is."""
    meeting = Meeting.objects.select_related("bloc").get(pk=item.meeting_id)
    open_for_notes(meeting, by=by)
    _must_run(meeting)
    AgendaItem.objects.filter(pk=item.pk, started_at__isnull=False, ended_at__isnull=True).update(
        ended_at=clock.now()
    )
    if meeting.current_item_id == item.pk:
        _write(meeting, current_item=None)


def _must_run(meeting: Meeting) -> None:
    if meeting.state != Meeting.State.RUNNING:
        raise ActionError(_("Hội nghị không đang họp. Hãy khai mạc hoặc mở lại hội nghị trước."))


@transaction.atomic
def mark_presence(row: Attendance, presence: str, *, letter: str = "", by: User | None) -> None:
    """One press of the attendance list; a stand-in needs the number of the letter, given now or
    before. A unit marked present while the meeting runs has arrived now, unless its hour is known.
    """
    stored = Attendance.objects.select_related("meeting__bloc").get(pk=row.pk)
    values: dict[str, object] = {"presence": presence}
    if letter.strip():
        values["letter"] = letter.strip()
    is_new = stored.presence in {Attendance.Presence.UNKNOWN, Attendance.Presence.ABSENT}
    is_late = stored.meeting.state == Meeting.State.RUNNING and is_new
    if presence in {Attendance.Presence.PRESENT, Attendance.Presence.STAND_IN} and is_late:
        values["arrived_at"] = stored.arrived_at or _late_hour(stored.meeting)
    save_row(stored, values=values, revision=stored.revision, by=by)


def _late_hour(meeting: Meeting) -> object:
    """The hour, for who comes after the first item; at the beginning everybody is being counted."""
    opened = meeting.agendaitems.filter(ended_at__isnull=False).exists()
    return clock.now().time().replace(second=0, microsecond=0) if opened else None


@transaction.atomic
def call(speaker: Speaker, *, by: User | None) -> None:
    """Give somebody the floor; who spoke until now is done."""
    meeting = speaker.meeting
    open_for_notes(meeting, by=by)
    turns = meeting.speakers.filter(turn=Speaker.Turn.SPEAKING).exclude(pk=speaker.pk)
    turns.update(turn=Speaker.Turn.DONE)
    _turn(speaker, Speaker.Turn.SPEAKING)


@transaction.atomic
def finish_speaking(speaker: Speaker, *, by: User | None) -> None:
    """The speaker is done, whether or not a contribution was noted."""
    open_for_notes(speaker.meeting, by=by)
    _turn(speaker, Speaker.Turn.DONE)


def _turn(speaker: Speaker, turn: str) -> None:
    speaker.turn = turn
    speaker.save(update_fields=["turn"])
    touch(speaker.meeting)


@transaction.atomic
def conclude(said: Contribution, *, by: User | None) -> Conclusion:
    """Make a conclusion of what somebody said: its request where there is one, else its gist.

    Raises ActionError when the same words are among the conclusions already.
    """
    meeting = said.meeting
    open_for_notes(meeting, by=by)
    title, detail = _headline(said.request or said.gist, TITLE_LENGTH)
    there = meeting.conclusions.filter(kind=Conclusion.Kind.DECISION, title=title).first()
    if there:
        raise ActionError(
            _("Ý kiến này đã có trong kết luận %(code)s.") % {"code": there.code or there.position}
        )
    values = {"title": title, "detail": detail}
    made: Conclusion = add_row(meeting, "decisions", values=values, by=by)
    return made


@transaction.atomic
def note_model(said: Contribution, *, by: User | None) -> ExemplaryModel:
    """Put what a unit told of into the bloc's list of exemplary models, as found today.

    Raises ActionError for a contribution without a unit and for one that was put there before.
    """
    meeting = said.meeting
    open_for_notes(meeting, by=by)
    if said.unit is None:
        raise ActionError(_("Hãy chọn đơn vị của ý kiến này trước."))
    if ExemplaryModel.objects.filter(unit=said.unit, description=said.gist).exists():
        raise ActionError(_("Ý kiến này đã được ghi vào danh sách điển hình tiên tiến."))
    name, _rest = _headline(said.gist, NAME_LENGTH)
    model = ExemplaryModel.objects.create(
        bloc=meeting.bloc,
        unit=said.unit,
        name=name,
        subject=ExemplaryModel.Subject.PRACTICE,
        found_on=meeting.date or clock.today(),
        description=said.gist,
        created_by=by,
        created_at=clock.now(),
    )
    record(model, "model_found", by=by)
    touch(meeting)
    return model


def _headline(text: str, length: int) -> tuple[str, str]:
    """The first sentence as a title without its full stop, and the rest."""
    whole = " ".join(vietnamese.paragraphs(text))
    first, _stop, rest = whole.partition(". ")
    if len(first) <= length:
        return first.rstrip(" .;"), rest.strip()
    cut = first[: length - 1].rsplit(" ", 1)[0]
    return f"{cut}…", whole


def note_place(meeting: Meeting, place: str, *, by: User) -> list[Presence]:
    """Remember where somebody is writing; gives where the others are. No session is prolonged, no
    open view is woken: it changes nothing of the meeting."""
    Presence.objects.update_or_create(
        meeting=meeting,
        user=by,
        defaults={"bloc": meeting.bloc, "place": place[:60], "seen_at": clock.real_now()},
    )
    fresh = clock.real_now() - PRESENT_FOR
    others = Presence.objects.filter(meeting=meeting, seen_at__gte=fresh).exclude(user=by)
    return list(others.exclude(place="").select_related("user"))
