"""What the meeting's minutes tell of its ballots."""

from io import BytesIO

import docx
import pytest

from documents import pdf
from meetings.actions import tally
from meetings.models import Ballot, Minutes
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
    assert "83,33%" in words
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
