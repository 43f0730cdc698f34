"""What the desk reads on top of the list: one sentence, the one button that goes with it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from awards.actions.dossier import start_proposal
from awards.models import Nomination
from awards.queries.next_step import Counts, next_step
from documents.models import Document
from emulation_bloc.lib import clock
from meetings.models import Minutes
from tests.awards.factories import AwardFactory, CheckFactory, NominationFactory
from tests.awards.test_nominations import ballot, rank
from tests.factories import DocumentFactory

State = Nomination.State


@pytest.mark.parametrize(
    ("counts", "code", "words"),
    [
        ({"asked": 1, "new": 2}, "", "bổ sung 1 hồ sơ"),
        ({"new": 2, "bindable": 1}, "advance", "2 đề nghị chưa xét"),
        ({"bindable": 1, "unwritten": 1}, "minutes", "ghi vào biên bản"),
        ({"unwritten": 1, "early": 1}, "proposal", "lập tờ trình"),
        ({"changed": 1, "written": 1}, "proposal", "cập nhật dự thảo"),
        ({"written": 1, "early": 1}, "paper", "hoàn thiện, trình duyệt"),
        ({"early": 1, "waiting": 1}, "", "Biên bản hội nghị chưa duyệt"),
        ({"waiting": 1, "questions": 1}, "advance", "chờ kết quả"),
        ({"questions": 1}, "", "chưa đạt"),
        ({"held": 1}, "", "tạm dừng xét"),
        ({}, "", "theo dõi kết quả"),
    ],
)
def test_what_can_be_done_at_once_comes_before_what_is_waited_for(counts, code, words):
    found = next_step(Counts(listed=3, **counts))
    assert (found.code, words in found.text) == (code, True)
    assert bool(found.write) == bool(counts.keys() & {"unwritten", "changed"})


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def shown(world, name="secretary"):
    """The list's page; the words of its only primary button, empty without one."""
    browser = Client()
    browser.force_login(world.people[name])
    url = reverse("awards:nominations", args=[world.province.slug, world.bloc.slug])
    page = browser.get(f"{url}?ky={world.year.slug}").content.decode()
    found = re.findall(r"btn-primary.*?</svg>\s*(.*?)</", page, re.S)
    assert len(found) <= 1
    return page, found[0] if found else ""


def test_the_page_leads_from_ranking_to_the_proposal(home):
    page, primary = shown(home)
    assert ("Kết quả xếp hạng chưa chốt" in page, primary) == (True, "")
    rank(home)
    counted = ballot(home, "BK_TINH", [home.units[1]])
    row = NominationFactory(
        bloc=home.bloc, period=home.year, unit=home.units[1], award=AwardFactory(), points="97.5"
    )
    CheckFactory(nomination=row)

    page, primary = shown(home)
    assert primary == "Xét điều kiện, ghi kết quả"
    assert "97,50" in page
    assert reverse("awards:dossier", args=[home.province.slug, home.bloc.slug, row.pk]) in page
    assert "Lập tờ trình" not in page
    Nomination.objects.update(state=State.VOTED, ballot=counted)
    page, primary = shown(home)
    assert ("Biên bản hội nghị chưa duyệt" in page, primary) == (True, "")
    paper = DocumentFactory(period=home.year, bloc=home.bloc, state=Document.State.APPROVED)
    Minutes.objects.create(bloc=home.bloc, meeting=counted.meeting, document=paper)
    late = clock.now() - timedelta(days=1)
    for at, button in ((late, ""), (clock.now(), "Ghi vào biên bản")):
        Document.objects.filter(pk=paper.pk).update(approved_at=at)
        assert shown(home)[1] == button
    Nomination.objects.update(state=State.MINUTED)
    page, primary = shown(home)
    assert (primary, "Còn 1 đề nghị chưa có báo cáo thành tích đã ký" in page) == (
        "Lập tờ trình",
        True,
    )
    begun = start_proposal(home.year, by=None)
    page, primary = shown(home)
    assert primary == "Mở tờ trình"
    assert begun.document.get_absolute_url() in page
    assert "Lập tờ trình" not in page
    late = NominationFactory(
        bloc=home.bloc, period=home.year, unit=home.units[2], state=State.MINUTED, source="hand"
    )
    assert shown(home)[1] == "Cập nhật dự thảo tờ trình"
    start_proposal(home.year, by=None)
    assert shown(home)[1] == "Mở tờ trình"
    late.move_to(State.HOLD, held_from=State.MINUTED)
    assert shown(home)[1] == "Cập nhật dự thảo tờ trình"
    assert "Việc tiếp theo" not in shown(home, "leader")[0]
