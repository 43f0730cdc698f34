"""Nobody's text is overwritten unseen."""

import pytest

from emulation_bloc.lib.revisions import StaleRevisionError
from meetings.models import AgendaItem, Meeting


@pytest.fixture
def item(world) -> AgendaItem:
    return world.meeting.agendaitems.first()


def test_save_writes_values_and_counts(item):
    item.save_if_unchanged(1, {"title": "Khai mạc hội nghị", "presenter": "Ban tổ chức"})

    stored = AgendaItem.objects.get(pk=item.pk)
    assert (stored.title, stored.presenter) == ("Khai mạc hội nghị", "Ban tổ chức")
    assert (stored.revision, item.revision) == (2, 2)


def test_stale_save_is_refused_and_shows_the_stored_row(item):
    other = AgendaItem.objects.get(pk=item.pk)
    other.save_if_unchanged(1, {"title": "của người kia"})

    with pytest.raises(StaleRevisionError) as stale:
        item.save_if_unchanged(1, {"title": "của tôi"})

    assert stale.value.row.title == "của người kia"
    assert AgendaItem.objects.get(pk=item.pk).title == "của người kia"


def test_same_words_sent_again_are_no_conflict(item):
    item.save_if_unchanged(1, {"title": "gửi hai lần"})
    again = AgendaItem.objects.get(pk=item.pk)

    again.save_if_unchanged(1, {"title": "gửi hai lần"})

    stored = AgendaItem.objects.get(pk=item.pk)
    assert (stored.revision, again.revision) == (2, 2)


def test_each_part_of_a_meeting_has_its_own_counter(world):
    mine = Meeting.objects.get(pk=world.meeting.pk)
    theirs = Meeting.objects.get(pk=world.meeting.pk)

    theirs.save_if_unchanged(mine.context_revision, {"context": "a"}, counter="context_revision")
    mine.save_if_unchanged(mine.results_revision, {"results": "b"}, counter="results_revision")

    stored = Meeting.objects.get(pk=mine.pk)
    assert (stored.context, stored.results) == ("a", "b")


def test_deleted_row_does_not_come_back(item):
    AgendaItem.objects.filter(pk=item.pk).delete()

    with pytest.raises(AgendaItem.DoesNotExist):
        item.save_if_unchanged(1, {"title": "mất rồi"})
