"""The plan of the year, written from its calendar."""

import pytest
from django.urls import reverse

from documents.models import Document
from meetings.actions.official import approve_paper, save_paper, start_paper, submit_paper
from meetings.models import OfficialPaper
from meetings.queries.official import official_lacks, official_words
from meetings.queries.words import words_digest
from units.actions.calendar import delete_milestone, make_year
from units.models import Milestone


@pytest.fixture
def world(shared_worlds, db):
    return shared_worlds[0]


def test_plan_tells_the_calendar_as_it_stands(world):
    by, head = world.people["secretary"], world.people["head"]
    paper = start_paper(world.year, "plan", by=by)
    assert "chưa có lịch công tác" in " ".join(official_lacks(paper, official_words(paper)))

    make_year(world.bloc, 2021, by=by)
    delete_milestone(Milestone.objects.get(bloc=world.bloc, code="peers"), by=by)
    words = official_words(paper)

    table = next(row for row in words["blocks"] if row["type"] == "table")
    rows = {row[1]: row[2:] for row in table["rows"]}
    assert words["type_name"] == "KẾ HOẠCH"
    assert words["header"]["symbol"] == "KH-KTĐ"
    assert rows["Gửi bản đăng ký thi đua"] == ["10/02/2021", "Các đơn vị thành viên"]
    # The window of the open period, not the template's day.
    assert rows["Tổ chức hội nghị sơ kết 6 tháng đầu năm"][0] == "31/7/2021"
    assert rows["Bàn giao nhiệm vụ Trưởng khối"][1] == f"Đơn vị Trưởng khối ({world.units[0].name})"
    assert not any("chấm chéo (nếu" in title for title in rows)
    assert [row[0] for row in table["rows"]][:2] == ["01", "02"]
    headings = [row["text"] for row in words["blocks"] if row["type"] == "heading"]
    assert headings == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG, THỜI GIAN THỰC HIỆN",
        "III. TỔ CHỨC THỰC HIỆN",
    ]
    assert words["blocks"][-1]["text"].endswith("./.")

    typed = "Căn cứ Luật Thi đua, Khen thưởng.\nThi đua thiết thực"
    save_paper(paper, values={"opening": typed}, revision=paper.revision, by=by)
    shown = official_words(paper)["blocks"]
    assert shown[0]["text"] == "Căn cứ Luật Thi đua, Khen thưởng;"
    assert (shown[3]["lead"], shown[3]["text"]) == ("1. ", "Thi đua thiết thực.")

    submit_paper(paper, by=by)
    paper.document.refresh_from_db()
    approve_paper(paper, by=head, seen=words_digest(official_words(paper, head)))
    assert paper.document.state == Document.State.APPROVED


def test_plan_is_begun_once_from_the_calendar(client, world):
    client.force_login(world.people["secretary"])
    make_year(world.bloc, 2021, by=None)
    url = reverse("meetings:start_plan", kwargs=world.path | {"year": 2021})

    first = client.post(url)
    second = client.post(url)
    other = client.post(reverse("meetings:start_plan", kwargs=world.path | {"year": 2030}))

    assert first["Location"] == second["Location"]
    assert OfficialPaper.objects.filter(document__kind="plan").get().document.period == world.year
    assert client.get(first["Location"]).status_code == 200
    assert "lich-cong-tac/2030" in other["Location"]
