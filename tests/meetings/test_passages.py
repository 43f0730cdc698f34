"""Prose in own words never carries a stale figure."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.actions.passages import reset_passage, save_passage
from meetings.models import Attendance, Passage
from meetings.queries.comparing import plain_lines
from meetings.queries.minutes.prose import filled, missing, named, typed_figures
from tests.factories import trail
from tests.meetings.adopting import again
from tests.worlds import World

KEY = "diem-danh"
OWN = "Dự họp có {có mặt} trên {tổng số} đơn vị{ủy quyền, vắng}{thành phần dự}."


@pytest.fixture
def world(shared_worlds, db) -> World:
    """The world that is built once for this module; each test's own writes are rolled back."""
    return shared_worlds[0]


def text_of(world: World) -> str:
    return "\n".join(plain_lines(queries.minutes_words(again(world.minutes))))


def write(world: World, text: str, key: str = KEY, revision: int = 1, **more) -> Passage:
    return save_passage(
        again(world.minutes), key, text=text, revision=revision, by=world.people["secretary"],
        **more,
    )  # fmt: skip


def test_own_words_follow_every_change_of_the_count(world):
    write(world, OWN)
    assert "Dự họp có 09 trên 09 đơn vị." in text_of(world)

    row = world.meeting.attendances.order_by("position")[8]
    values = {"presence": Attendance.Presence.ABSENT, "reason": "công tác"}
    actions.save_row(row, values=values, revision=row.revision, by=world.people["secretary"])

    assert f"Dự họp có 08 trên 09 đơn vị; vắng 01 đơn vị: {row.unit_name}." in text_of(world)
    assert "09 trên 09" not in text_of(world)


def test_own_words_may_break_into_paragraphs_and_go_back(world):
    write(world, "{thời gian}\nHội nghị bắt đầu đúng giờ", key="thoi-gian")
    assert "\nHội nghị bắt đầu đúng giờ.\n" in text_of(world)

    for _turn in range(2):
        reset_passage(again(world.minutes), "thoi-gian", by=world.people["secretary"])

    assert "Thời gian bắt đầu: 08 giờ 00 phút" in text_of(world)
    assert trail(world.bloc).count("passage_reset") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Hãy ghi lời văn"),
        ("Có {tổng số} đơn vị{ủy quyền, vắng}{thành phần dự}.", "thiếu số liệu {có mặt}"),
        (OWN + " Có {quân số} người.", "Không có số liệu tên {quân số}"),
        (OWN + " Đủ cả 9 đơn vị.", "Hãy viết {"),
        (OWN + " Đủ cả chín đơn vị.", "thay cho “chín”"),
        (OWN + " {", "không khớp"),
    ],
)
def test_words_without_their_figures_are_refused_with_the_name(world, text, said):
    with pytest.raises(ActionError) as refusal:
        write(world, text)

    assert said in str(refusal.value)
    assert not Passage.objects.filter(minutes=world.minutes).exists()


def test_typed_figures_turn_into_names_when_asked(world):
    row = write(
        world,
        "Có 9 đơn vị, {tổng số} là tổng số{ủy quyền, vắng}{thành phần dự}.",
        names_figures=True,
    )

    assert row.text == "Có {có mặt} đơn vị, {tổng số} là tổng số{ủy quyền, vắng}{thành phần dự}."


def test_stale_words_are_not_typed_over_unseen(world):
    write(world, OWN)

    with pytest.raises(StaleRevisionError):
        write(world, OWN + " Bản của tôi.")
    write(world, OWN)  # the same once more is no conflict

    assert Passage.objects.get(minutes=world.minutes).revision == 2


def test_submitted_minutes_let_the_chair_alone_put_words(world):
    actions.submit_minutes(again(world.minutes), by=world.people["meeting_secretary"])

    with pytest.raises(ActionError, match="chỉ chủ tọa"):
        write(world, OWN)
    save_passage(again(world.minutes), KEY, text=OWN, revision=1, by=world.people["chair"])
    with pytest.raises(ActionError, match="không còn đoạn này"):
        save_passage(again(world.minutes), "la", text=OWN, revision=1, by=world.people["chair"])

    assert "Dự họp có 09 trên 09" in text_of(world)


def test_own_words_that_lack_a_figure_give_way_to_the_usual_ones(world):
    Passage.objects.create(
        bloc=world.bloc, minutes=world.minutes, key=KEY, text="Các đơn vị dự đủ."
    )
    client = Client()
    client.force_login(world.people["secretary"])
    at = [world.province.slug, world.bloc.slug, world.period.slug, world.minutes.pk]

    pages = [
        client.get(reverse(f"meetings:{name}", args=at)).content.decode()
        for name in ("minutes", "passages")
    ]

    assert "Có mặt 09/09 đơn vị." in text_of(world)
    assert "đang dùng lời văn tự động: Đại biểu các đơn vị" in " ".join(pages[0].split())
    assert "Lời văn riêng thiếu" in pages[1]


def test_page_saves_itself_refuses_turns_and_goes_back(world):
    client = Client()
    client.force_login(world.people["secretary"])
    at = [world.province.slug, world.bloc.slug, world.period.slug, world.minutes.pk]
    url = reverse("meetings:save_passage", args=[*at, KEY])
    json = {"Accept": "application/json"}

    saved = client.post(url, {"text": OWN, "revision": 1}, headers=json)
    refused = client.post(url, {"text": OWN + " 9 đơn vị", "revision": 2}, headers=json)
    plain = client.post(url, {"text": OWN + " 9 đơn vị", "revision": 2})
    stale = client.post(url, {"text": OWN + " Hai.", "revision": 1}, headers=json)
    turned = client.post(url, {"text": OWN + " Đủ 9 đơn vị.", "revision": 2, "doi": "1"})
    back = client.post(reverse("meetings:reset_passage", args=[*at, KEY]))

    assert (saved.status_code, saved.json()["revision"]) == (200, 2)
    assert (refused.status_code, stale.status_code) == (422, 409)
    assert "Hãy viết {" in refused.json()["message"]
    assert plain.status_code == 422
    assert "9 đơn vị</textarea>" in plain.content.decode()
    assert (turned.status_code, back.status_code) == (302, 302)
    assert Passage.objects.get(minutes=world.minutes).text == ""


COUNTS = st.integers(min_value=0, max_value=40)


@settings(max_examples=40)
@given(present=COUNTS, typed=COUNTS)
def test_a_typed_number_is_found_exactly_when_it_is_the_figure(present, typed):
    figures = {"có mặt": f"{present:02d}"}
    text = f"Có mặt {typed} đơn vị, năm 2021, số 15/2021, {{có mặt}}."

    found = [what for what, _name in typed_figures(text, figures)]

    assert (str(typed) in found) == (typed == present)
    if typed == present:
        assert typed_figures(named(text, figures), figures) == []
    assert missing(text, "{Có  mặt}") == []
    assert f"Có mặt {typed} đơn vị" in filled(text, figures)
