"""The province's summary: one line for each bloc, sums, in time or late, as PDF, Word and Excel."""

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from docx import Document as Word
from pypdf import PdfReader

from assessments.models import Ranking, RankingRow
from awards.models import Decision, Grant
from documents import tasks
from documents.models import Rendering
from emulation_bloc.lib import clock
from emulation_bloc.queries import packs
from emulation_bloc.queries.province_summary import (
    Timing,
    group_of,
    province_summary,
    report_charts,
)
from emulation_bloc.queries.province_words import summary_words
from tests.awards.factories import AwardFactory, NominationFactory
from tests.factories import DAY, BlocFactory, DocumentFactory


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Timing(DAY), "chưa đến hạn"),
        (Timing(DAY, late_days=2), "quá hạn 2 ngày"),
        (Timing(DAY, DAY), "12/7/2021"),
        (Timing(DAY, DAY, 3), "12/7/2021, chậm 3 ngày"),
    ],
)
def test_words_of_timing(timing, words):
    assert timing.words == words


@pytest.mark.parametrize(
    ("code", "group"),
    [("CTD_TINH", "flag"), ("CTD_CP", "flag"), ("BK_TINH", "certificate"), ("HCLD3", "other"),
     ("CSTDT", "other"), ("GK", "other")],
)  # fmt: skip
def test_flags_and_certificates_are_told_from_other_awards(code, group):
    assert group_of(code) == group


@pytest.fixture
def reviewed(world):
    """The world's half year: minutes sent in time, a closed ranking, nominations of each kind."""
    DocumentFactory(period=world.period, state="sent")
    ranking = Ranking.objects.create(bloc=world.bloc, round=world.scoring.round, at=clock.now())
    for place, points in ((2, "95.25"), (1, "97.50")):
        unit, sums = world.units[place], Decimal(points)
        RankingRow.objects.create(
            bloc=world.bloc, ranking=ranking, unit=unit, unit_name=unit.name,
            unit_short_name=unit.short_name, rank=place, rebased=sums, total=sums, standard=sums,
            bonus=0, penalty=0, assigned=100, rate=sums,
        )  # fmt: skip
    flag = AwardFactory(code="CTD_TINH")
    period = world.scoring.round.period
    for unit, award, state in (
        (world.units[1], flag, "decided"),
        (world.units[2], AwardFactory(), "submitted_to_snv"),
        (world.units[3], flag, "withdrawn"),
        (world.units[4], flag, "draft"),
    ):
        row = NominationFactory(bloc=world.bloc, period=period, unit=unit, award=award, state=state)
        if state == "decided":
            decision = Decision.objects.create(
                province=world.province, number="1", date=DAY, issuer="UBND", signer="A",
                at=clock.now(),
            )  # fmt: skip
            # The department granted a certificate where the bloc had asked for the flag.
            Grant.objects.create(
                bloc=world.bloc, nomination=row, decision=decision, award=AwardFactory()
            )
    return world


def summary_for(world, slug=None):
    user = world.people["reviewer"]
    periods = packs.periods_of(world.province, user)
    slug = slug or world.scoring.round.period.slug
    return province_summary(world.province, user, [row for row in periods if row.slug == slug])


def test_ranks_awards_and_sums(reviewed, far):
    empty = BlocFactory(province=reviewed.province, name="Khối chưa mở kỳ")

    summary = summary_for(reviewed)

    (line,) = summary.lines
    assert [(row.rank, row.rebased) for row in line.ranks] == [
        (1, Decimal("97.50")),
        (2, Decimal("95.25")),
    ]
    assert line.awards == [(1, 0), (1, 1), (0, 0)]
    assert summary.awards == line.awards
    assert (summary.units, summary.ranked) == (9, 1)
    assert summary.without == [empty.name]


def test_in_time_and_late(reviewed, stand_on):
    in_time = summary_for(reviewed, reviewed.period.slug).lines[0]
    stand_on(reviewed.year.send_due + timedelta(days=2))
    other = summary_for(reviewed, reviewed.year.slug).lines[0]

    assert not in_time.minutes.is_late
    assert in_time.minutes.done == DAY
    assert (other.minutes.done is None) == (other.standing.minutes is None)


def test_observer_and_blocs_people_have_no_summary(reviewed, client):
    for role, status in (("observer", 403), ("head", 404)):
        client.force_login(reviewed.people[role])
        answer = client.get(reverse("province_summary", args=[reviewed.province.slug]))
        assert answer.status_code == status


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_exports_say_the_same(reviewed, client, queued, ending):
    client.force_login(reviewed.people["reviewer"])
    slug = reviewed.scoring.round.period.slug
    url = reverse("province_summary", args=[reviewed.province.slug])

    answer = client.post(url, {"dang": ending, "ky": slug})
    row = Rendering.objects.get(form=f"province_{ending}")
    tasks.render_wide(row.pk)
    row.refresh_from_db()

    assert answer["Location"] == reverse("pack", args=[reviewed.province.slug, row.pk])
    assert row.state == "done", row.error
    with default_storage.open(row.file) as file:
        text = " ".join(READERS[ending](file.read()).split())
    assert reviewed.bloc.name in text
    assert reviewed.units[1].short_name in text or reviewed.units[1].name in text
    assert "Tổng cộng" in text


def _pdf(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    first = reader.pages[0].mediabox
    assert first.width > first.height
    return " ".join(page.extract_text() for page in reader.pages)


def _word(content: bytes) -> str:
    tables = Word(io.BytesIO(content)).tables
    return " ".join(cell.text for one in tables for row in one.rows for cell in row.cells)


def _excel(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book["Xếp hạng"]["D4"].value == 97.5
    return " ".join(str(c) for s in book for row in s.iter_rows(values_only=True) for c in row)


READERS = {"pdf": _pdf, "docx": _word, "xlsx": _excel}


def test_it_is_for_reading_and_no_official_act(reviewed):
    words = summary_words(summary_for(reviewed))

    assert words["signatures"] == words["recipients"] == []
    assert "không thay thế văn bản đã phê duyệt" in words["facts"][0]


def test_province_without_blocs_has_an_empty_page(world, client):
    client.force_login(world.people["reviewer"])
    url = reverse("province_summary", args=[world.province.slug])

    answer = client.get(url, {"ky": "khong-co"})

    assert answer.status_code == 200
    assert answer.context["slug"] == "2021-h1"


def test_reports_in_time_are_drawn_on_the_page_and_in_the_paper(reviewed, client):
    client.force_login(reviewed.people["reviewer"])
    period = reviewed.scoring.round.period

    page = client.get(
        reverse("province_summary", args=[reviewed.province.slug]), {"ky": period.slug}
    )
    blocks = summary_words(page.context["summary"])["blocks"]

    (source,) = page.context["charts"]
    (drawn,) = [block for block in blocks if block["type"] == "image"]
    assert source.startswith("data:image/svg+xml;base64,")
    assert reviewed.bloc.short_name in drawn["svg"]
    line = page.context["summary"].lines[0]
    line.reports = None
    assert report_charts(page.context["summary"]) == []
