"""The achievement report: assembled from data, written by the unit, approved by its leader,
numbered by its clerk, and nobody else's business before that."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from awards.actions import achievements as actions
from awards.models import Achievement, Fact, Nomination, RegisterEntry
from awards.queries.achievement import achievement_words
from documents import actions as papers
from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings.models import Activity, ExemplaryModel, Movement
from meetings.queries.words import words_digest
from tests.awards.factories import AwardFactory, NominationFactory
from tests.awards.test_nominations import rank
from tests.factories import fresh, make_user

State = Nomination.State
PROSE = {
    "features": "Sở được thành lập năm 1997.",
    "results": "Hoàn thành 15/15 chỉ tiêu",
    "measures": "Phân công rõ người, rõ việc.",
    "party_work": "",
}


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def entered(user):
    browser = Client()
    browser.force_login(user)
    return browser


def nominee(world, place=1, **values):
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[place], year=2021,
        award=AwardFactory(code="CTD_TINH"), **{"state": State.MINUTED} | values,
    )  # fmt: skip


def written(world, place=1):
    """A report with its prose, still a draft, of the unit at that place; and its leader."""
    unit = world.units[place]
    leader = world.people["leader"] if place == 1 else make_user("leader", unit, unit=unit)
    made = actions.start_achievement(nominee(world, place), by=leader)
    actions.save_achievement(made, values=PROSE, revision=1, by=leader)
    return made, leader


def approved(world, place=1):
    made, leader = written(world, place)
    actions.submit_achievement(made, by=leader)
    seen = words_digest(achievement_words(made, leader))
    actions.approve_achievement(made, by=leader, seen=seen)
    return made, leader


def told(achievement):
    return str(achievement_words(achievement)["blocks"])


def fact(world, kind, **values):
    Fact.objects.create(
        bloc=world.bloc, unit=world.units[1], kind=kind, at=clock.now(), **{"year": 2021} | values
    )


def test_report_is_assembled_from_what_the_system_knows(home):
    unit, by = home.units[1], home.people["officer"]
    common = {"bloc": home.bloc, "created_at": clock.now(), "created_by": by}
    fact(home, Fact.Kind.STAFF, number=120)
    fact(home, Fact.Kind.WOMEN, number=48)
    fact(home, Fact.Kind.RATING, text="excellent", source="QĐ 5/QĐ-UBND")
    fact(home, Fact.Kind.RATING, text="good", year=2020)
    fact(home, Fact.Kind.RATING, text="good", year=2015)
    Movement.objects.create(name="Chuyển đổi số", launched_on=date(2021, 3, 1), **common)
    Movement.objects.create(
        name="Đã xong", launched_on=date(2019, 3, 1), ends_on=date(2020, 3, 1), **common
    )
    ExemplaryModel.objects.create(
        name="Một cửa số", unit=unit, subject="practice", found_on=date(2021, 5, 1), **common
    )
    Activity.objects.create(
        name="Hội thao", kind="sport", date=date(2021, 4, 1), **common
    ).units.add(unit)
    for code, number in (("CTD_TINH", "11"), ("BK_TINH", "22")):
        RegisterEntry.objects.create(
            province=home.province, unit=unit, unit_name=unit.name, year=2020,
            award=AwardFactory(code=code), number=f"{number}/QĐ-UBND", date=date(2020, 12, 20),
            issuer="UBND tỉnh", at=clock.now(),
        )  # fmt: skip
    made = written(home)[0]

    words = achievement_words(made)
    text = str(words["blocks"])
    assert words["header"]["issuer"] == [unit.name.upper()]
    assert words["signatures"][0]["name"] == home.people["leader"].full_name
    assert "120 người lao động, trong đó có 48 nữ" in text
    for said in ("Sở được thành lập", "Chuyển đổi số", "Một cửa số", "Hội thao, ngày 01/4/2021"):
        assert said in text
    assert "Đã xong" not in text
    tables = {block["columns"][1]["title"]: block["rows"] for block in words["blocks"]
              if block["type"] == "table"}  # fmt: skip
    ratings = tables["Hoàn thành nhiệm vụ"]
    assert [row[0] for row in ratings] == ["2021", "2020"]
    assert "QĐ 5/QĐ-UBND" in ratings[0][1]
    awards = tables["Danh hiệu thi đua"], tables["Hình thức khen thưởng"]
    assert awards[0][0][2] == "Quyết định số 11/QĐ-UBND ngày 20/12/2020 của UBND tỉnh"
    assert awards[1][0][2].startswith("Quyết định số 22/QĐ-UBND")


def test_score_and_rank_follow_the_frozen_ranking(home):
    made = written(home)[0]
    assert "Kết quả chấm điểm" not in told(made)
    rank(home)

    assert f"đơn vị của {home.bloc.name}" in told(made)


def test_unit_writes_and_nobody_loses_a_word(home):
    made, leader = written(home)

    with pytest.raises(StaleRevisionError):
        actions.save_achievement(made, values=PROSE | {"results": "Khác"}, revision=1, by=leader)
    with pytest.raises(ActionError, match="Đã có báo cáo"):
        actions.start_achievement(made.nomination, by=leader)
    Achievement.objects.filter(pk=made.pk).update(results="")
    with pytest.raises(ActionError, match="Hãy ghi kết quả"):
        actions.submit_achievement(made, by=leader)


def test_leader_approves_what_was_read_and_then_it_is_frozen(home):
    made, leader = written(home)
    actions.submit_achievement(made, by=leader)
    with pytest.raises(ActionError, match="không sửa được"):
        actions.save_achievement(made, values=PROSE, revision=2, by=leader)
    seen = words_digest(achievement_words(made, leader))
    fact(home, Fact.Kind.STAFF, number=5)
    with pytest.raises(ActionError, match="đã thay đổi"):
        actions.approve_achievement(made, by=leader, seen=seen)
    seen = words_digest(achievement_words(made, leader))
    actions.approve_achievement(made, by=leader, seen=seen)

    document = Document.objects.get(pk=made.document_id)
    assert (document.state, document.label, document.number) == ("approved", "…/BC", None)
    assert set(document.renderings.values_list("form", flat=True)) == {"unnumbered", "docx"}
    with pytest.raises(ActionError, match="bước chờ duyệt"):
        actions.approve_achievement(made, by=leader, seen=seen)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPRAISED, State.WITHDRAWN])
def test_no_report_is_begun_once_the_nomination_has_left_the_bloc(home, state):
    with pytest.raises(ActionError, match="Không lập được"):
        actions.start_achievement(nominee(home, state=state), by=None)


def test_two_units_of_one_bloc_both_have_number_one(home):
    today = clock.today()
    rows = [approved(home, place)[0].document for place in (1, 2)]
    for row, symbol in zip(rows, ("BC-SKHCN", "BC-SNV"), strict=True):
        row.refresh_from_db()
        with pytest.raises(ActionError, match="ký hiệu"):
            papers.give_number(row, number=1, day=today, by=None)
        papers.give_number(row, number=1, day=today, by=None, symbol=symbol)

    assert [row.label for row in rows] == ["01/BC-SKHCN", "01/BC-SNV"]
    assert rows[0].words["header"]["symbol"] == "BC-SKHCN"
    assert "SKHCN" not in str(rows[0].snapshot)


def test_no_number_of_a_unit_is_given_twice_and_the_blocs_series_goes_on(home):
    first, leader = approved(home)
    papers.give_number(
        Document.objects.get(pk=first.document_id), number=1, day=clock.today(), by=leader,
        symbol="BC-SKHCN",
    )  # fmt: skip
    actions.replace_achievement(first, reason="Sai số liệu", by=leader)
    actions.submit_achievement(first, by=leader)
    seen = words_digest(achievement_words(first, leader))
    actions.approve_achievement(first, by=leader, seen=seen)
    second = Document.objects.get(pk=first.document_id)

    assert "thay thế Báo cáo số 01/BC-SKHCN" in str(second.snapshot)
    with pytest.raises(ActionError, match="đã cấp"):
        papers.give_number(second, number=1, day=clock.today(), by=leader, symbol="bc-skhcn")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=second.pk).update(symbol="BC-SKHCN", number=1)
    papers.give_number(second, number=2, day=clock.today(), by=leader, symbol="BC-SKHCN")
    assert not Document.objects.filter(unit__isnull=True, symbol="BC-SKHCN").exists()


def test_desk_knows_of_it_when_approved_and_reviewer_when_sent(home):
    made, leader = written(home)
    actions.request_achievement_draft(made, by=leader)
    others = [home.people[name] for name in ("secretary", "head", "reviewer", "observer", "chair")]

    def seeing():
        return [
            user for user in map(fresh, others)
            if Document.objects.visible_to(user).filter(pk=made.document_id).exists()
            or Achievement.objects.visible_to(user).exists()
            or Rendering.objects.visible_to(user).filter(document=made.document_id).exists()
        ]  # fmt: skip

    Nomination.objects.filter(pk=made.nomination_id).update(submitted_at=clock.now())
    assert seeing() == []
    actions.submit_achievement(made, by=leader)
    assert seeing() == []
    seen = words_digest(achievement_words(made, leader))
    actions.approve_achievement(made, by=leader, seen=seen)
    assert seeing() == others[:2]
    Document.objects.filter(pk=made.document_id).update(state="sent")
    assert seeing() == others[:3]


def test_pages_walk_from_start_to_the_numbered_paper(home):
    row = nominee(home)
    at = [home.province.slug, home.bloc.slug, row.pk]
    browser, leader = entered(home.people["officer"]), entered(home.people["leader"])
    page = reverse("awards:achievement", args=at)
    assert b"start_achievement" not in browser.get(page).content
    browser.post(reverse("awards:start_achievement", args=at))
    saved = browser.post(
        reverse("awards:save_achievement", args=at), PROSE | {"revision": 1},
        headers={"accept": "application/json"},
    )  # fmt: skip
    assert saved.json()["revision"] == 2
    assert "Hoàn thành 15/15" in browser.get(page).content.decode()
    browser.post(reverse("awards:submit_achievement", args=at))
    shown = leader.get(page)
    leader.post(reverse("awards:approve_achievement", args=at), {"seen": shown.context["seen"]})
    document = Document.objects.get(achievement__nomination=row)
    paper = browser.get(page, follow=True)
    assert paper.redirect_chain[-1][0] == document.get_absolute_url()
    assert "Ký hiệu văn bản của đơn vị" in paper.content.decode()
    browser.post(
        reverse("documents:give_number", args=[*at[:2], document.pk]),
        {"number": "7", "symbol": "BC-SCT", "date": f"{clock.today():%d/%m/%Y}"},
    )
    assert Document.objects.get(pk=document.pk).label == "07/BC-SCT"
    assert "07/BC-SCT" in browser.get(document.get_absolute_url()).content.decode()
