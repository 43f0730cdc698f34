"""One bloc with everything around it, built through the product's own actions."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from documents.models import Document, Rendering
from meetings import actions as meeting_actions
from meetings.models import Attendance, Guest, Meeting, Minutes, ReviewReport
from tests.assessments.rounds import Scoring, add_scoring
from tests.factories import (
    FOUNDED,
    DocumentFactory,
    ProvinceFactory,
    RenderingFactory,
    UnitFactory,
    fresh,
    make_user,
)
from units import actions as ground
from units.actions.periods import default_windows
from units.models import Appointment, Bloc, Period, Province, Unit, User


@dataclass
class World:
    """One bloc with everything around it; every name in it ends with `mark`."""

    mark: str
    province: Province
    bloc: Bloc
    units: list[Unit]
    period: Period
    year: Period
    people: dict[str, User] = field(default_factory=dict)
    papers: dict[str, Document] = field(default_factory=dict)
    meeting: Meeting = None  # type: ignore[assignment]
    minutes: Minutes = None  # type: ignore[assignment]
    report: ReviewReport = None  # type: ignore[assignment]
    rendering: Rendering = None  # type: ignore[assignment]
    scoring: Scoring = None  # type: ignore[assignment]

    @property
    def path(self) -> dict[str, str]:
        """The bloc's part of an address."""
        return {"province": self.province.slug, "bloc": self.bloc.slug}

    @property
    def period_path(self) -> dict[str, str]:
        """The period's part of an address."""
        return self.path | {"period": self.period.slug}


def make_world(
    slug: str = "hung-yen",
    mark: str = "Hưng Yên",
    *,
    units: int = 9,
    bloc: str = "kinh-te",
    province: Province | None = None,
) -> World:
    """Build a World through the product's own actions, on the day the clock shows."""
    home = province or ProvinceFactory(
        slug=slug,
        name=f"Tỉnh {mark}",
        people_committee=f"UBND tỉnh {mark}",
        reviewing_department=f"Sở Nội vụ tỉnh {mark}",
    )
    made = ground.found_bloc(
        home, slug=bloc, name=f"Khối Thi đua {mark}", short_name=f"Khối {mark}", by=None
    )
    papers = {"symbol": "KTĐ", "issuer_lines": (f"KHỐI THI ĐUA {mark.upper()}",), "place": mark}
    ground.save_paper_settings(made, papers, starts=FOUNDED, by=None)
    members = [
        UnitFactory(
            province=home,
            slug=f"{bloc}-{place}",
            name=f"Sở số {place} {mark}",
            short_name=f"Sở {place} {mark}",
        )
        for place in range(1, units + 1)
    ]
    for place, unit in enumerate(members, start=1):
        ground.admit(made, unit, position=place, starts=FOUNDED, by=None)
    periods = [
        ground.open_period(made, kind=kind, year=2021, windows=default_windows(kind, 2021), by=None)
        for kind in (Period.Kind.HALF_YEAR, Period.Kind.YEAR)
    ]
    world = World(mark, home, made, members, *periods)
    _add_people(world)
    _add_meeting(world)
    _add_papers(world)
    world.scoring = add_scoring(world)
    return world


def _add_people(world: World) -> None:
    """One person for each role; the chair and the meeting's secretary are of the last unit."""
    first, second, last = world.units[0], world.units[1], world.units[-1]
    scopes = {
        "former_head": (world.bloc, second),
        "head": (world.bloc, first),
        "secretary": (world.bloc, first),
        "deputy": (world.bloc, second),
        "appraiser": (world.bloc, second),
        "officer": (second, second),
        "leader": (second, second),
        "reviewer": (world.province, None),
        "observer": (world.province, None),
        "chair": (last, last),
        "meeting_secretary": (last, last),
    }
    roles = {"former_head": "head", "chair": "leader", "meeting_secretary": "officer"}
    for name, (scope, unit) in scopes.items():
        slug = f"{name}.{world.bloc.slug}.{world.province.slug}"
        user = make_user(
            roles.get(name, name),
            scope,
            unit=unit,
            username=slug,
            full_name=f"{name.capitalize()} {world.mark}",
        )
        if name == "former_head":
            Appointment.objects.filter(user=user).update(starts=date(2020, 1, 1))
        world.people[name] = user
    world.people["member"] = world.people["officer"]
    world.people["operator"] = make_user("operator", full_name=f"Operator {world.mark}")


def _add_meeting(world: World) -> None:
    """A review that is ready to be submitted, and the report's draft, shared for comment."""
    by = world.people["secretary"]
    world.meeting = meeting = meeting_actions.plan_meeting(world.period, by=by)
    fill_meeting(
        meeting, by=by, chair=world.people["chair"], secretary=world.people["meeting_secretary"]
    )
    meeting.refresh_from_db()
    world.minutes = meeting.minutes.get()
    world.report = meeting_actions.start_report(world.period, by=by)
    section = world.report.sections.get(key="shortfalls")
    meeting_actions.save_section(
        section, body=f"Còn chậm {world.mark}.", revision=section.revision, by=by
    )
    meeting_actions.share_report(world.report, by=by)
    officer = world.people["officer"]
    meeting_actions.comment(section, unit=world.units[1], text=f"Góp ý {world.mark}", by=officer)
    world.people = {name: fresh(user) for name, user in world.people.items()}


def fill_meeting(meeting: Meeting, *, by: User, chair: User, secretary: User) -> None:
    """Type in everything without which minutes cannot be submitted."""
    place = meeting.bloc.province.place
    texts: dict[str, dict[str, Any]] = {
        "general": {"date": date(2021, 7, 9), "starts_at": time(8), "place": f"Hội trường {place}"},
        "context": {"context": f"Bối cảnh {place}."},
        "results": {"results": f"Kết quả {place}."},
        "discussion": {"discussion": f"Thảo luận {place}."},
        "closing": {"ends_at": time(11, 30), "copies": 3, "assumptions": f"giờ họp {place}."},
    }
    for part, values in texts.items():
        meeting_actions.save_meeting(meeting, part, values=values, revision=1, by=by)
    for role, user in ((Guest.Role.CHAIR, chair), (Guest.Role.SECRETARY, secretary)):
        values = {
            "role": role,
            "name": user.full_name,
            "title": user.position,
            "user": user,
            "unit": user.unit,
        }
        meeting_actions.add_row(meeting, "guests", values=values, by=by)
    for row in meeting.attendances.all():
        values = {
            "presence": Attendance.Presence.PRESENT,
            "name": f"Đại biểu {row.pk} {place}",
            "title": "Giám đốc",
        }
        meeting_actions.save_row(row, values=values, revision=row.revision, by=by)
    values = {"title": f"Phương hướng {place}", "area": "professional", "lead_units": []}
    direction = meeting_actions.add_row(meeting, "directions", values=values, by=by)
    reference = {"kind": "Kế hoạch", "number": "90/KH-UBND", "issuer": f"UBND {place}"}
    meeting_actions.add_row(meeting, "references", values=reference, by=by, parent=direction)
    meeting_actions.add_row(meeting, "requests", values={"title": f"Đề nghị {place}"}, by=by)
    meeting_actions.add_row(meeting, "remarks", values={"speaker": f"Lãnh đạo {place}"}, by=by)
    meeting_actions.add_row(meeting, "contributions", values={"gist": f"Ý kiến {place}"}, by=by)


def _add_papers(world: World) -> None:
    """A paper in each state of the year's period, and a finished file of the sent one."""
    for state in Document.State:
        world.papers[state.value] = DocumentFactory(
            period=world.year,
            bloc=world.bloc,
            state=state,
            title=f"Văn bản {state.value} {world.mark}",
        )
    world.rendering = RenderingFactory(document=world.papers["sent"])
