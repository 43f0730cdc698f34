"""Makers around the adoption of minutes: rules of a bloc, a window, a version."""

from typing import Any

from meetings import actions
from meetings.actions.confirmation import open_confirmation, remark
from meetings.actions.versions import save_version
from meetings.models import Meeting, Minutes, MinutesRemark, MinutesVersion
from tests.factories import FOUNDED
from tests.worlds import World
from units.models import BlocSettings, MeetingSettings


def set_rules(world: World, **values: Any) -> None:
    """The bloc's rules for meetings, from its founding on."""
    plain = BlocSettings.plain(MeetingSettings(**values))
    BlocSettings.objects.update_or_create(
        bloc=world.bloc,
        topic=BlocSettings.Topic.MEETINGS,
        starts=FOUNDED,
        defaults={"values": plain},
    )


def again(minutes: Minutes) -> Minutes:
    """The minutes as the next request reads them."""
    return Minutes.objects.select_related("document", "meeting").get(pk=minutes.pk)


def type_part(world: World, part: str, **values: Any) -> None:
    """Type into one part of the meeting, as the bloc's secretary."""
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    counter, _fields = Meeting.PARTS[part]
    actions.save_meeting(
        meeting,
        part,
        values=values,
        revision=getattr(meeting, counter),
        by=world.people["secretary"],
    )


def in_window(world: World) -> Minutes:
    """The minutes while the units are asked to confirm them."""
    set_rules(world, confirms_minutes=True)
    minutes = again(world.minutes)
    if minutes.confirm_from is None:
        open_confirmation(minutes, by=world.people["meeting_secretary"])
    return minutes


def remarked(world: World) -> MinutesRemark:
    """A remark of the second unit's officer on the first paragraph."""
    return remark(
        in_window(world),
        unit=world.units[1],
        paragraph=0,
        text=f"Góp ý biên bản {world.mark}",
        by=world.people["officer"],
    )


def version(world: World, name: str = "Bản một") -> MinutesVersion:
    """A version of the minutes as they stand."""
    return save_version(
        again(world.minutes), name=f"{name} {world.mark}", by=world.people["secretary"]
    )
