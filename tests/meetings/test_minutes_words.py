"""Minutes tell what was recorded in the order of bloc practice §5.4, and nothing else."""

from datetime import date, time
from decimal import Decimal

import pytest

from assessments.models import Ranking, RankingRow, Round
from documents import pdf
from emulation_bloc.lib import clock
from meetings import queries
from meetings.models import (
    AgendaItem,
    Attendance,
    Candidate,
    Conclusion,
    Contribution,
    Election,
    HandedCertificate,
    Meeting,
    Pact,
    ReservedOpinion,
    ScoreChange,
)
from meetings.queries.comparing import plain_lines
from tests.factories import DocumentFactory
from tests.meetings.adopting import again, set_rules
from tests.worlds import World


@pytest.fixture
def world(shared_worlds, db) -> World:
    """The world that is built once for this module; each test's own writes are rolled back."""
    return shared_worlds[0]


def words(world: World) -> dict:
    return queries.minutes_words(again(world.minutes))


def headings(snapshot: dict) -> list[str]:
    return [block["text"] for block in snapshot["blocks"] if block["type"] == "heading"]


def line_with(snapshot: dict, text: str) -> str:
    """The one line that holds the text."""
    (found,) = [line for line in plain_lines(snapshot) if text in line]
    return found


def absent(world: World, count: int) -> None:
    """The last units did not come."""
    for row in world.meeting.attendances.order_by("-position")[:count]:
        row.presence, row.name = Attendance.Presence.ABSENT, ""
        row.save()


def mark(world: World, place: int, **values) -> None:
    """Change one unit's line of attendance (places from 0)."""
    row = world.meeting.attendances.order_by("position")[place]
    Attendance.objects.filter(pk=row.pk).update(**values)


def ranked(world: World) -> None:
    """The period's scored round is closed, the first two units are ranked."""
    rows = Round.objects.filter(period=world.period)
    rows.update(is_scored=True, criteria_set=world.scoring.criteria, state="closed")
    closed = rows.get()
    ranking = Ranking.objects.create(bloc=world.bloc, round=closed, at=clock.now())
    for rank, unit in enumerate(world.units[:2], start=1):
        RankingRow.objects.create(
            bloc=world.bloc,
            ranking=ranking,
            unit=unit,
            unit_name=unit.name,
            unit_short_name=unit.short_name,
            rank=rank,
            self_total=Decimal("95.5"),
            **dict.fromkeys(
                ("standard", "bonus", "penalty", "assigned", "rate", "rebased"), Decimal(1)
            ),
            total=Decimal(100 - rank),
        )


def elected(world: World, **values) -> Election:
    """The second unit is elected head of the next year by secret ballot."""
    row = Election.objects.create(
        **{
            "bloc": world.bloc,
            "meeting": world.meeting,
            "office": "head",
            "year": 2022,
            "method": "secret",
            "issued": 9,
            "collected": 9,
            "valid": 8,
            "elected": world.units[1],
        }
        | values
    )
    for unit, votes in ((world.units[1], 6), (world.units[2], 2)):
        Candidate.objects.create(bloc=world.bloc, election=row, unit=unit, votes=votes)
    return row


def changed_score(world: World) -> ScoreChange:
    """The meeting agreed on one score."""
    return ScoreChange.objects.create(
        bloc=world.bloc,
        meeting=world.meeting,
        unit=world.units[2],
        criterion=world.scoring.leaves[0],
        was=Decimal("4.5"),
        points=Decimal(5),
        reason="Bổ sung minh chứng",
        hands_for=8,
        hands_against=1,
    )


def test_minutes_of_a_plain_review_have_no_empty_headings(world):
    told = words(world)

    assert headings(told) == [
        "I. THÀNH PHẦN THAM DỰ",
        "II. CHƯƠNG TRÌNH",
        "III. DIỄN BIẾN HỘI NGHỊ",
        "1. Báo cáo sơ kết 6 tháng đầu năm 2021",
        "2. Thảo luận",
        "3. Phát biểu của đại diện Sở Nội vụ",
        "4. Phương hướng, nhiệm vụ trọng tâm 6 tháng cuối năm 2021",
    ]
    assert "annex" not in told
    assert line_with(told, "Hình thức họp") == "Hình thức họp: trực tiếp."
    assert "từ 06 đơn vị trở lên" in line_with(told, "Theo quy định của Khối")
    assert "đủ điều kiện tiến hành" in line_with(told, "Theo quy định của Khối")
    end = line_with(told, "Biên bản gồm")
    assert end.endswith("thông qua tại hội nghị. Hội nghị kết thúc vào 11 giờ 30 phút, "
                        "ngày 09 tháng 7 năm 2021./.")  # fmt: skip


def everything(world: World) -> None:
    """All that can happen in the room, once."""
    meeting, bloc = world.meeting, world.bloc
    mine = {"bloc": bloc, "meeting": meeting}
    unit = world.units[3]
    HandedCertificate.objects.create(
        **mine, unit=unit, award="Bằng khen", year=2020, number="12/QĐ-UBND",
        date=date(2021, 1, 5), issuer="UBND tỉnh",
    )  # fmt: skip
    changed_score(world)
    elected(world)
    ranked(world)
    ReservedOpinion.objects.create(**mine, unit=unit, text="Đề nghị tính lại điểm.")
    item = AgendaItem.objects.filter(meeting=meeting)[1]
    Contribution.objects.create(**mine, unit=unit, item=item, gist="Nhất trí báo cáo")
    made = Conclusion.objects.create(
        **mine, kind="decision", title="Tổ chức hội thao", due=date(2021, 9, 30),
        measure="Có ít nhất 5 môn.",
    )  # fmt: skip
    made.lead_units.add(unit)
    made.partner_units.add(world.units[4], world.units[5])
    mark(world, 1, arrived_at=time(8, 40))
    mark(world, 2, left_at=time(10, 15))
    mark(world, 3, presence="stand_in", letter="số 5/GUQ")


def test_minutes_tell_everything_that_happened_in_the_room(world):
    everything(world)

    told = words(world)

    assert headings(told)[3:] == [
        "1. Báo cáo sơ kết 6 tháng đầu năm 2021",
        "2. Trao khen thưởng",
        "3. Thảo luận",
        "4. Điều chỉnh điểm",
        "5. Kết quả chấm điểm, xếp hạng",
        "6. Bầu Trưởng khối, Phó Trưởng khối",
        "7. Phát biểu của đại diện Sở Nội vụ",
        "8. Phương hướng, nhiệm vụ trọng tâm 6 tháng cuối năm 2021",
        "9. Kết luận của chủ tọa",
        "10. Ý kiến bảo lưu",
    ]
    text = "\n".join(plain_lines(told))
    title = AgendaItem.objects.filter(meeting=world.meeting)[1].title
    name = world.units[3].name
    assert f"{name}: Bằng khen, thành tích năm 2020 (Quyết định số 12/QĐ-UBND ngày 05/01/2021" in (
        text
    )
    assert "4,50 – 5,00 – Bổ sung minh chứng – 08 đồng ý; 01 không đồng ý" in text
    assert f"Đơn vị dẫn đầu {world.bloc.name}: {world.units[0].name}, đạt 99,00 điểm." in text
    assert "phát ra 09, thu về 09, hợp lệ 08, không hợp lệ 01" in text
    assert f"{world.units[1].name} – 06 – 66,67%" in text
    assert "nhận nhiệm vụ từ ngày 01 tháng 01 năm 2022" in text
    assert f"Về nội dung “{title}”:\n- {name}: Nhất trí báo cáo." in text
    assert (
        f"1) Tổ chức hội thao. Đơn vị chủ trì: {name}. Đơn vị phối hợp: {world.units[4].name} và "
        f"{world.units[5].name}. Kết quả cần đạt: có ít nhất 5 môn. Hạn hoàn thành: ngày 30/9/2021."
    ) in text
    assert f"{name}: Đề nghị tính lại điểm." in text
    assert f"{world.units[1].name} đến lúc 08 giờ 40 phút; {world.units[2].name} về lúc 10" in text
    assert "(trong đó 01 đơn vị ủy quyền)" in text
    assert told["annex"][1]["rows"][0][1:6] == [
        world.units[0].name, "95,50", "99,00", "1,00", "1",
    ]  # fmt: skip
    assert ", kèm theo Phụ lục" in line_with(told, "Biên bản gồm")
    assert pdf.to_html(told, draft=True)


@pytest.mark.parametrize(
    ("kind", "title"),
    [("pact_signing", "Ký giao ước thi đua"), ("extraordinary", "Thảo luận")],
)
def test_meetings_that_are_no_review_tell_only_what_they_did(world, kind, title):
    Meeting.objects.filter(pk=world.meeting.pk).update(kind=kind, context="", results="")
    paper = DocumentFactory(period=world.year, bloc=world.bloc, kind="pact")
    Pact.objects.create(
        bloc=world.bloc, period=world.year, document=paper, year=2021, state="confirming",
        theme="Đoàn kết",
    )  # fmt: skip

    told = words(world)

    assert title in "\n".join(headings(told))
    assert "Nhiệm vụ đã thống nhất" in "\n".join(headings(told))
    assert ("Giao ước thi đua năm 2021" in str(told)) == (kind == "pact_signing")
    assert not any("Báo cáo sơ kết" in line for line in headings(told))


QUORUM = [
    # rule, stand-ins count, absent, stand-ins, half year needs it, what was decided → refused
    ("2/3", True, 3, 0, False, "election", False),  # 6 of 9 is enough
    ("2/3", True, 4, 0, False, "election", True),
    ("2/3", True, 4, 0, False, "change", True),
    ("2/3", True, 4, 0, False, "", False),  # a half-year review needs none
    ("2/3", True, 4, 0, True, "", True),
    ("2/3", True, 3, 2, False, "election", False),
    ("2/3", False, 3, 2, False, "election", True),
    ("1/2", True, 4, 0, False, "election", False),  # 5 of 9
    ("1/2", True, 5, 0, False, "election", True),
]


@pytest.mark.parametrize(
    ("rule", "counts", "missing", "stand_ins", "half_year", "decided", "is_refused"), QUORUM
)
def test_voting_without_quorum_is_refused_with_the_rule(
    world, rule, counts, missing, stand_ins, half_year, decided, is_refused
):
    set_rules(world, quorum=rule, counts_stand_ins=counts, half_year_needs_quorum=half_year)
    absent(world, missing)
    for place in range(stand_ins):
        mark(world, place, presence="stand_in", letter="số 1")
    if decided == "election":
        elected(world)
    elif decided == "change":
        changed_score(world)

    lacks = queries.what_lacks(again(world.minutes))

    assert bool(lacks) == is_refused
    if is_refused:
        assert f"ít nhất {rule} số đơn vị thành viên" in lacks[0]
        assert ("không tính đơn vị ủy quyền" in lacks[0]) == (not counts)
