"""What the meeting's minutes tell of its ballots."""

from io import BytesIO

import docx
import pytest

from documents import pdf
from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots, tally
from meetings.actions.states import cancel_meeting
from meetings.models import Ballot, Minutes
from meetings.queries import what_lacks
from meetings.queries.minutes import minutes_words
from meetings.queries.tally import tally_seen
from tests.meetings.balloting import make_hall

pytestmark = pytest.mark.django_db


def told(hall) -> str:
    minutes, _made = Minutes.objects.get_or_create(
        meeting=hall.meeting, defaults={"bloc": hall.bloc}
    )
    return str(minutes_words(minutes)["blocks"])


def test_counted_ballot_is_told_with_counts_and_shares():
    hall = make_hall(6)
    ballot = hall.opened(question="Suy tôn đơn vị dẫn đầu")
    for place in range(5):
        hall.vote(ballot, place, 0)
    assert "Suy tôn đơn vị dẫn đầu" not in told(hall)

    hall.counted(ballot)

    words = told(hall)
    assert "phát ra 06, thu về 05, hợp lệ 05, không hợp lệ 00" in words
    assert f"'{hall.units[0].name}', '05', '83,33%', 'Được chọn'" in words
    assert f"'{hall.units[1].name}', '00', '0,00%', 'Không đạt'" in words
    assert "2/3 tổng số đơn vị thành viên (4/6 phiếu)" in words
    lead, *others = (teller.full_name for teller in hall.tellers)
    assert f"Tổ kiểm phiếu gồm {lead} (Tổ trưởng), {others[0]} và {others[1]}." in words
    assert f"theo thứ tự: {hall.units[0].name}" in words


def test_election_by_ballot_is_told_once():
    hall = make_hall(6)
    ballot = hall.opened(kind=Ballot.Kind.HEAD)
    for place in range(6):
        hall.vote(ballot, place, 0)
    hall.counted(ballot)

    words = told(hall)

    assert words.count("phát ra") == 1
    assert words.count("được bầu làm") == 1


def test_confirmed_tally_minutes_are_named_as_an_annex_of_pdf_and_word():
    hall = make_hall(6)
    ballot = hall.opened(question="Suy tôn đơn vị dẫn đầu")
    for place in range(6):
        hall.vote(ballot, place, 0)
    hall.counted(ballot)
    paper = tally.start_tally(ballot, by=hall.head)
    assert "Kèm theo" not in told(hall)

    ballot = Ballot.objects.get(pk=ballot.pk)
    for teller in ballot.ballottellers.select_related("user"):
        tally.confirm_tally(ballot, by=teller.user, seen=tally_seen(ballot))
    paper.refresh_from_db()

    line = f"Kèm theo biên bản này: Biên bản kiểm phiếu số {paper.label} (suy tôn đơn vị dẫn đầu)."
    words = minutes_words(Minutes.objects.get(meeting=hall.meeting))
    html = pdf.to_html(words, draft=True)
    word = docx.Document(BytesIO(pdf.render_docx("minutes", words, None, None)))
    assert paper.label
    assert line in " ".join(html.split())
    assert line in [row.text for row in word.paragraphs]


def test_a_ballot_under_way_keeps_minutes_from_the_chair_and_the_meeting_from_being_called_off():
    hall = make_hall(6)
    minutes = Minutes.objects.get(meeting=hall.meeting)
    ballot = hall.start()

    def waits() -> bool:
        """Whether the minutes wait for the ballot, and the meeting cannot be called off."""
        told = [line for line in what_lacks(minutes) if ballot.question in line]
        if told:
            with pytest.raises(ActionError, match="cuộc bỏ phiếu chưa xong"):
                cancel_meeting(hall.meeting, reason="Bão số 2", by=hall.head)
        return bool(told)

    seen = [waits()]
    for step in (ballots.open_ballot, ballots.close_ballot, ballots.count_ballot):
        step(ballot, by=hall.head)
        seen.append(waits())
    given_up = hall.opened(award_code="BK_TINH")
    seen.append(bool([line for line in what_lacks(minutes) if given_up.question in line]))
    ballots.abort_ballot(given_up, reason="Thiếu người", by=hall.head)
    cancel_meeting(hall.meeting, reason="Bão số 2", by=hall.head)

    assert seen == [False, True, True, False, True]
    assert hall.meeting.state == "cancelled"
