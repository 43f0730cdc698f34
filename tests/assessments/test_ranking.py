"""The board of nine units gives the sample's totals and ranks, on page, paper and frozen."""

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from assessments import actions
from assessments.formulas.columns import FinalRule
from assessments.formulas.why import account_of
from assessments.models import Answer, Ranking, RankingRow, Round, ScoreSheet
from assessments.queries.board_checks import checks_of, lacks_before_closing
from assessments.queries.frozen import whole_board
from assessments.queries.ranking import board_of
from assessments.queries.why import _line, why_of
from emulation_bloc.lib.numbers import shown
from emulation_bloc.lib.states import ActionError
from tests.assessments.nine import nine, sample
from tests.factories import make_user, trail

RULES = (("ky-luat", "Có người bị kỷ luật"), ("khong-bao-cao", "Không gửi báo cáo"))


@pytest.fixture
def made(db):
    return nine()


def expected():
    return {row["don_vi"]: (row["diem_thong_nhat"], int(row["hang"])) for row in sample()}


def found(board):
    return {row.short_name: (str(row.total), row.rank) for row in board.rows}


def test_board_gives_the_totals_and_ranks_of_the_sample(made):
    board = board_of(made.round)

    assert found(board) == expected()
    own = {row["don_vi"]: Decimal(row["tu_cham"]) for row in sample()}
    assert {row.short_name: row.columns["self"] for row in board.rows} == own
    assert [row.short_name for row in board.rows if row.is_shared] == ["Sở Công thương", "Sở KH&CN"]
    assert {row.band for row in board.rows} == {"Hoàn thành xuất sắc", "Hoàn thành tốt"}


def test_page_shows_the_totals_and_ranks_of_the_sample(made, client):
    client.force_login(made.people["secretary"])

    page = client.get(reverse("assessments:ranking", args=made.address))

    table = {
        line["row"].short_name: {head.key: text for head, text in line["cells"]}
        for line in page.context["rows"]
    }
    for row in sample():
        cells = table[row["don_vi"]]
        assert cells["total"] == shown(Decimal(row["diem_thong_nhat"]))
        assert cells["rank"] == row["hang"]
        assert cells["group:I"] == shown(Decimal(row["nhom_I_50"]))
        assert cells["self"] == shown(Decimal(row["tu_cham"]))
        assert f">{cells['total']}</td>" in page.text


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", "Sở NN&PTNT"),
        ("?xep=bonus&giam=1", "Sở NN&PTNT"),
        ("?xep=total&giam=", "Cục QLTT"),
        ("?xep=name&giam=", "BQL các KCN"),
        ("?xep=group:II&giam=1", "Sở KH&CN"),
        ("?xep=%27;drop&giam=1", "Sở NN&PTNT"),
    ],
)
def test_board_is_sorted_by_links(made, client, query, first):
    client.force_login(made.people["secretary"])

    page = client.get(reverse("assessments:ranking", args=made.address) + query)

    assert page.context["rows"][0]["row"].short_name == first


def test_members_see_nothing_of_the_board_before_closing(made, client):
    client.force_login(made.people["officer"])

    page = client.get(reverse("assessments:ranking", args=made.address))

    assert "Kết quả chưa chốt" in page.text
    assert "Sở NN&amp;PTNT" not in page.text
    for name in ("chart_groups", "chart_gap"):
        assert client.get(reverse(f"assessments:{name}", args=made.address)).status_code == 404


def test_closing_freezes_every_row(made):
    ranking = actions.close_round(made.round, by=made.people["head"])

    made.round.refresh_from_db()
    assert made.round.state == Round.State.CLOSED
    assert found(whole_board(made.round)) == expected()
    assert set(ScoreSheet.objects.values_list("state", flat=True)) == {"closed"}
    row = ranking.rows.get(unit_short_name="Sở TN&MT")
    assert row.leaves["I.1"]["agreement"] == row.leaves["I.1"]["final"] == "44.3"
    assert (row.self_total, row.total, row.penalty) == (
        Decimal("93.50"),
        Decimal("84.80"),
        Decimal(-2),
    )
    assert trail(made.round.bloc) == ["round_closed"]


def test_nothing_changes_a_closed_board(made):
    actions.close_round(made.round, by=made.people["head"])
    unit = made.returns[0].unit
    unit.name = unit.short_name = "Sở Nông nghiệp và Môi trường"
    unit.save()

    Answer.objects.update(points=1)

    assert found(whole_board(made.round)) == expected()


def test_closing_twice_makes_one_ranking(made):
    again = Round.objects.get(pk=made.round.pk)
    actions.close_round(made.round, by=made.people["head"])

    with pytest.raises(ActionError, match="đã được chốt"):
        actions.close_round(again, by=made.people["head"])
    assert Ranking.objects.count() == 1
    assert RankingRow.objects.count() == 9
    with pytest.raises(IntegrityError):
        Ranking.objects.create(bloc=made.round.bloc, round=made.round, at=made.round.opened_at)


def test_closing_waits_for_stages_checklist_and_returns(db):
    made = nine(disqualifiers=RULES, stages=("agreement", "adjustment"))
    one = made.returns[3]
    one.move_to("returned", return_reason="thiếu")

    lacks = lacks_before_closing(made.round)

    assert [line.split("“")[0].split(":")[0].strip() for line in lacks] == [
        "Đợt đánh giá còn bước",
        "Đang bổ sung sau khi bị trả lại",
        "Chưa xét xong điều kiện loại trừ của",
    ]
    with pytest.raises(ActionError, match="còn bước"):
        actions.close_round(made.round, by=made.people["head"])
    assert not Ranking.objects.exists()


def test_only_the_head_closes(made, client):
    url = reverse("assessments:close_round", args=made.address)
    client.force_login(made.people["secretary"])
    assert client.post(url).status_code == 403

    client.force_login(made.people["head"])
    assert "không hoàn lại được" in client.get(url).text
    assert client.post(url).status_code == 302
    assert client.post(url, follow=True).text.count("Kết quả đã được chốt.") == 1
    assert Ranking.objects.count() == 1


def test_unscored_round_is_ended_without_a_ranking(db, stand_on):
    made = nine()
    Round.objects.update(is_scored=False, state="self_assessment")

    assert actions.close_round(made.round, by=made.people["head"]) is None
    made.round.refresh_from_db()
    assert made.round.is_closed
    assert not Ranking.objects.exists()


@pytest.mark.parametrize("shows_all", [False, True])
def test_members_see_totals_after_closing_and_parts_where_the_rules_say_so(db, client, shows_all):
    made = nine(units_see_all=shows_all)
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["officer"])

    page = client.get(reverse("assessments:ranking", args=made.address))

    cells = {
        line["row"].short_name: {head.key: text for head, text in line["cells"]}
        for line in page.context["rows"]
    }
    assert {name: (row["total"], row["rank"]) for name, row in cells.items()} == {
        name: (shown(Decimal(total)), str(rank)) for name, (total, rank) in expected().items()
    }
    others = cells["Sở NN&PTNT"]
    assert (others["self"], others["group:I"]) == (("98,75", "48,20") if shows_all else ("–", "–"))
    assert cells["Sở Xây dựng"]["self"] == "95,00"
    drawn = client.get(reverse("assessments:chart_gap", args=made.address)).text
    assert ("98,75" in drawn) is shows_all
    other = reverse("assessments:why", args=[*made.address, made.returns[0].pk])
    assert client.get(other).status_code == (200 if shows_all else 404)
    assert (other in page.text) is shows_all


def test_appraiser_is_given_no_link_to_a_return_of_others(made, client):
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(make_user("appraiser", made.round.bloc))
    page = client.get(reverse("assessments:ranking", args=made.address)).text
    links = re.findall(r'href="([^"]+/xep-hang/\d+/)"', page)

    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_every_account_adds_up_to_a_hundredth(made):
    reviewer = make_user("reviewer", made.round.bloc.province)
    actions.close_round(made.round, by=made.people["head"])
    made.round.refresh_from_db()
    board = whole_board(made.round)
    rule = FinalRule.of(made.round.settings)

    for row, one in zip(sorted(board.rows, key=lambda row: row.unit_id), made.returns, strict=True):
        why = why_of(board, row, one, reviewer)
        lines = [_line(leaf, "", row.leaves[leaf.code]) for leaf in board.frame.leaves]
        assert why.adds_up, row.short_name
        assert why.account.self_total + sum(d for _label, d in why.by_stage) == row.total
        moved = [step for leaf in why.leaves for step in leaf.steps if not step.is_kept]
        assert len(moved) == len(account_of(lines, rule).steps)
        assert {step.reason for step in moved} <= {"Hội nghị thống nhất"}


def test_why_page_says_who_when_why(made, client):
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["officer"])

    page = client.get(reverse("assessments:why", args=[*made.address, made.returns[1].pk]))

    assert "Cộng khớp" in page.text
    assert "48,25 → 46,75 (-1,50)" in page.text
    assert "Hội nghị thống nhất" in page.text


def test_unit_reads_its_own_account_before_closing_without_a_rank(made, client):
    client.force_login(made.people["officer"])

    page = client.get(reverse("assessments:why", args=[*made.address, made.returns[1].pk]))

    assert page.context["row"].rank is None
    assert page.context["row"].columns["agreement"] is None  # the stage is open: blind
    assert page.context["why"].account.total == Decimal("95.00")


def test_closeness_names_one_change_that_swaps(made, client):
    client.force_login(made.people["secretary"])

    page = client.get(reverse("assessments:closeness", args=made.address))

    pairs = page.context["pairs"]
    assert len(pairs) == 8
    first = pairs[0]
    assert (first.upper.short_name, first.lower.short_name) == ("Sở NN&PTNT", "BQL các KCN")
    assert (first.distance, first.swap.steps) == (Decimal("0.10"), 11)
    client.force_login(made.people["officer"])
    assert client.get(reverse("assessments:closeness", args=made.address)).status_code == 403


def test_own_neighbours_are_shown_after_closing_where_all_is_open(db, client):
    made = nine(units_see_all=True)
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["officer"])

    page = client.get(reverse("assessments:why", args=[*made.address, made.returns[1].pk]))

    assert len(page.context["pairs"]) == 2


def test_checks_find_gaps_and_ties_and_nothing_else(made):
    found = {check.title: check.found for check in checks_of(board_of(made.round)) if check.found}

    assert list(found) == [
        "Chênh lệch tự chấm và điểm cuối trong giới hạn",
        "Không đơn vị nào cùng hạng",
    ]
    assert [line.split(":")[0] for line in next(iter(found.values()))] == ["Sở TN&MT", "Cục QLTT"]
    assert found["Không đơn vị nào cùng hạng"] == ("Hạng 3: Sở Công thương và Sở KH&CN.",)


def test_checks_find_what_is_planted(made):
    leaf = made.leaves["III"]
    type(leaf).objects.filter(pk=leaf.pk).update(needs_evidence=True)
    Answer.objects.filter(assessment=made.returns[0], criterion=leaf).update(points=None)
    Answer.objects.filter(assessment=made.returns[2], criterion=leaf).update(points=11)

    found = {check.title: check.found for check in checks_of(board_of(made.round)) if check.found}

    assert found["Đủ điểm ở mọi tiêu chí"] == ("Sở NN&PTNT: tiêu chí III.1 chưa có điểm.",)
    assert len(found["Đủ minh chứng bắt buộc"]) == 8
    assert found["Không tiêu chí nào vượt điểm tối đa"] == (
        "BQL các KCN, tiêu chí III.1: 11,00 điểm, tối đa 10,00.",
    )
