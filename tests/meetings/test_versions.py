"""Named versions of minutes, and what changed between two."""

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.actions.versions import save_version
from meetings.models import MinutesVersion
from meetings.queries.comparing import changes, compared, pieces
from tests.meetings.adopting import again, type_part, version
from tests.worlds import World


@pytest.fixture
def world(shared_worlds, db) -> World:
    """The world that is built once for this module; each test's own writes are rolled back."""
    return shared_worlds[0]


def names(world: World) -> list[str]:
    return list(MinutesVersion.objects.order_by("pk").values_list("name", flat=True))


def told(*lines: str) -> dict:
    return {"blocks": [{"type": "paragraph", "lead": "", "text": line} for line in lines]}


def test_steps_keep_versions_by_themselves(world):
    for _turn in range(2):
        actions.submit_minutes(again(world.minutes), by=world.people["meeting_secretary"])
        actions.return_minutes(again(world.minutes), by=world.people["chair"], reason="Sửa")

    assert names(world) == [
        "Trình chủ tọa", "Chủ tọa trả lại", "Trình chủ tọa, lần 2", "Chủ tọa trả lại, lần 2",
    ]  # fmt: skip


def test_version_keeps_words_that_later_typing_does_not_touch(world):
    made = version(world)
    before = made.snapshot
    type_part(world, "discussion", discussion="Thảo luận rất lâu.")

    assert version(world, "Bản hai").snapshot != before
    assert MinutesVersion.objects.get(pk=made.pk).snapshot == before


def test_version_is_saved_once_and_refused_with_a_reason(world):
    by = world.people["secretary"]
    first = save_version(again(world.minutes), name=" Bản  một ", by=by)
    assert save_version(again(world.minutes), name="Bản một", by=by) == first
    type_part(world, "discussion", discussion="Khác.")

    with pytest.raises(ActionError, match="Đã có bản tên"):
        save_version(again(world.minutes), name="Bản một", by=by)
    with pytest.raises(ActionError, match="Hãy đặt tên"):
        save_version(again(world.minutes), name=" ", by=by)
    Document.objects.filter(pk=world.minutes.document.pk).update(state="approved", snapshot={})
    with pytest.raises(ActionError, match="đã được duyệt"):
        save_version(again(world.minutes), name="Muộn", by=by)


def test_compared_tells_paragraphs_and_words():
    old = told("Giữ nguyên.", "Có mặt 08 đơn vị tại hội nghị.", "Bỏ đoạn này đi.")
    new = told("Giữ nguyên.", "Có mặt 09 đơn vị tại hội nghị.", "Đoạn hoàn toàn mới thêm vào sau.")

    rows = compared(old, new)

    assert [row.kind for row in rows] == ["same", "changed", "added", "removed"]
    assert [piece for piece in rows[1].pieces if piece[0] != "same"] == [
        ("removed", " 08"), ("added", " 09"),
    ]  # fmt: skip
    assert changes(old, old) == 0
    assert changes(old, new) == 3
    for kept in ("removed", "added"):
        other = "added" if kept == "removed" else "removed"
        text = "".join(words for kind, words in pieces("a b c", "a d c") if kind != other)
        assert text == ("a b c" if kept == "removed" else "a d c")


def test_pages_save_show_and_compare(world):
    client = Client()
    client.force_login(world.people["secretary"])
    at = [world.province.slug, world.bloc.slug, world.period.slug, world.minutes.pk]
    index = reverse("meetings:versions", args=at)

    empty = client.post(index, {"name": " "})
    saved = client.post(index, {"name": "Trước khi sửa"}, follow=True)
    again_same = client.post(index, {"name": "Trước khi sửa"})
    type_part(world, "discussion", discussion="Thảo luận sôi nổi Hưng Yên.")
    row = MinutesVersion.objects.get()
    url = reverse("meetings:compare_versions", args=at)
    page = client.get(url, {"truoc": row.pk, "sau": "hien-tai"}).content.decode()
    wrong = client.get(url, {"truoc": "999", "sau": "hien-tai"})
    shown = client.get(reverse("meetings:version", args=[*at, row.pk]))

    assert (empty.status_code, again_same.status_code) == (422, 302)
    assert "Trước khi sửa" in saved.content.decode()
    assert "<ins><span" in page
    assert "thêm:" in page
    assert "sôi nổi" in page
    assert "đoạn không đổi" in page
    assert 'href="#id_truoc"' in wrong.content.decode()
    assert "thảo luận Hưng Yên." in shown.content.decode()


def test_approved_minutes_are_compared_as_frozen(world):
    kept = version(world)
    minutes = again(world.minutes)
    actions.submit_minutes(minutes, by=world.people["meeting_secretary"])
    seen = queries.words_digest(queries.minutes_words(minutes))
    actions.approve_minutes(minutes, by=world.people["chair"], seen=seen)
    client = Client()
    client.force_login(world.people["secretary"])
    at = [world.province.slug, world.bloc.slug, world.period.slug, world.minutes.pk]

    page = client.get(
        reverse("meetings:compare_versions", args=at), {"truoc": kept.pk, "sau": "hien-tai"}
    )

    assert "Hai bản giống nhau." in page.content.decode()
