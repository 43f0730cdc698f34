"""Makers of rows for tests, without surprises: what is not given is plain and valid."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from factory.django import DjangoModelFactory

from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from meetings import actions as meeting_actions
from meetings.models import Attendance, Guest, Meeting, Minutes, ReviewReport
from units import actions as ground
from units.actions.periods import default_windows, span
from units.models import (
    Appointment,
    AuditEntry,
    Bloc,
    Membership,
    Period,
    Province,
    Unit,
    User,
)

DAY = date(2021, 7, 12)
FOUNDED = date(2021, 1, 4)
Role = Appointment.Role


class ProvinceFactory(DjangoModelFactory):
    """A province."""

    class Meta:
        model = Province

    slug = factory.Sequence(lambda n: f"tinh-{n}")
    name = factory.Sequence(lambda n: f"Tỉnh {n}")
    people_committee = factory.LazyAttribute(
        lambda row: f"UBND tỉnh {row.name.removeprefix('Tỉnh ')}"
    )
    reviewing_department = factory.LazyAttribute(lambda row: f"Sở Nội vụ {row.name.lower()}")


class BlocFactory(DjangoModelFactory):
    """A bloc without members."""

    class Meta:
        model = Bloc

    province = factory.SubFactory(ProvinceFactory)
    slug = factory.Sequence(lambda n: f"khoi-{n}")
    name = factory.Sequence(lambda n: f"Khối Thi đua số {n}")
    short_name = factory.Sequence(lambda n: f"Khối {n}")


class UnitFactory(DjangoModelFactory):
    """A unit that is in no bloc."""

    class Meta:
        model = Unit

    province = factory.SubFactory(ProvinceFactory)
    slug = factory.Sequence(lambda n: f"don-vi-{n}")
    name = factory.Sequence(lambda n: f"Sở số {n}")
    short_name = factory.Sequence(lambda n: f"Sở {n}")


class MembershipFactory(DjangoModelFactory):
    """A unit of the bloc's province in the bloc since its founding."""

    class Meta:
        model = Membership

    bloc = factory.SubFactory(BlocFactory)
    unit = factory.SubFactory(UnitFactory, province=factory.SelfAttribute("..bloc.province"))
    position = factory.Sequence(lambda n: n + 1)
    starts = FOUNDED


class UserFactory(DjangoModelFactory):
    """A person without any role; the password is `mat-khau-thu`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi.{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    position = "Chuyên viên"

    @classmethod
    def _create(cls, model_class: type[User], *_args: Any, **fields: Any) -> User:
        password = fields.pop("password", "mat-khau-thu")
        return model_class.objects.create_user(password=password, **fields)


class AppointmentFactory(DjangoModelFactory):
    """A secretary of a bloc since its founding."""

    class Meta:
        model = Appointment

    user = factory.SubFactory(UserFactory)
    bloc = factory.SubFactory(BlocFactory)
    province = factory.SelfAttribute("bloc.province")
    role = Role.SECRETARY
    starts = FOUNDED


class PeriodFactory(DjangoModelFactory):
    """The open first half of 2021 with the usual windows."""

    class Meta:
        model = Period

    bloc = factory.SubFactory(BlocFactory)
    kind = Period.Kind.HALF_YEAR
    slug = "2021-h1"
    name = "6 tháng đầu năm 2021"
    starts, ends = span(Period.Kind.HALF_YEAR, 2021)

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> dict[str, Any]:
        return default_windows(fields["kind"], fields["starts"].year) | fields


SNAPSHOT: dict[str, Any] = {
    "version": 1,
    "form": "minutes",
    "title": "Biên bản hội nghị",
    "author": "Khối Thi đua",
    "header": {
        "parent": "UBND TỈNH",
        "issuer": ["KHỐI THI ĐUA"],
        "symbol": "BB-K",
        "place": "",
        "year": 2021,
    },
    "type_name": "BIÊN BẢN",
    "subject": "Hội nghị sơ kết",
    "addressees": [],
    "blocks": [{"type": "paragraph", "text": "Hội nghị đã thống nhất phương hướng."}],
    "signatures": [
        {"lines": ["THƯ KÝ"], "name": "Nguyễn Văn A", "office": ""},
        {"lines": ["CHỦ TỌA"], "name": "Trần Thị B", "office": ""},
    ],
    "recipients": ["- Lưu: VT."],
    "check": None,
    "notes": [],
}


class DocumentFactory(DjangoModelFactory):
    """Minutes, by default a draft; in a later state with snapshot, number and audience."""

    class Meta:
        model = Document

    period = factory.SubFactory(PeriodFactory)
    bloc = factory.SelfAttribute("period.bloc")
    kind = "minutes"
    title = factory.Sequence(lambda n: f"Biên bản số {n}")
    created_at = factory.LazyFunction(clock.now)

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> dict[str, Any]:
        if fields.get("state") not in Document.APPROVED_STATES:
            return fields
        number = Document.objects.filter(bloc=fields["bloc"], number__isnull=False).count() + 1
        approved = {
            "snapshot": SNAPSHOT,
            "audience": "province",
            "year": 2021,
            "symbol": "BB-K",
            "number": number,
            "date": DAY,
            "approved_at": clock.now(),
            "sent_at": clock.now(),
        }
        return approved | fields


class RenderingFactory(DjangoModelFactory):
    """A finished PDF of an approved paper, with its file."""

    class Meta:
        model = Rendering

    document = factory.SubFactory(DocumentFactory, state=Document.State.SENT)
    bloc = factory.SelfAttribute("document.bloc")
    period = factory.SelfAttribute("document.period")
    form = Rendering.Form.PDF
    state = Rendering.State.DONE
    number = "01"
    queued_at = factory.LazyFunction(clock.real_now)

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> dict[str, Any]:
        if fields["state"] != Rendering.State.DONE:
            return fields
        path = default_storage.save("papers/thu.pdf", ContentFile(b"%PDF-1.7 thu"))
        return {"file": path, "sha256": "ab" * 32, "size": 12} | fields


def make_user(role: str = Role.SECRETARY, scope: Any = None, **fields: Any) -> User:
    """A person who holds `role` in `scope`: a bloc, unit, province or meeting; `operator` has none.

    Without a scope a new one is made. A unit role in a bloc goes to the bloc's first member, and
    `member` is an officer.
    """
    role = Role.OFFICER if role == "member" else role
    if role == "operator":
        return User.objects.create_superuser(
            f"quan-tri.{User.objects.count()}", "mat-khau-thu", **fields
        )
    place = _scope(role, scope)
    unit = fields.pop("unit", place.get("unit"))
    user = UserFactory(province=place["province"], unit=unit, **fields)
    Appointment.objects.create(user=user, role=role, starts=FOUNDED, **place)
    return fresh(user)


def _scope(role: str, scope: Any) -> dict[str, Any]:
    """The columns of the appointment."""
    if isinstance(scope, Meeting):
        return {"province": scope.bloc.province, "bloc": scope.bloc, "meeting_key": scope.pk}
    if role in Appointment.PROVINCE_ROLES:
        province = scope or ProvinceFactory()
        return {"province": province if isinstance(province, Province) else province.province}
    scope = scope or MembershipFactory().bloc
    if role in Appointment.UNIT_ROLES:
        unit = scope if isinstance(scope, Unit) else _first_member(scope)
        return {"province": unit.province, "unit": unit}
    return {"province": scope.province, "bloc": scope}


def _first_member(bloc: Bloc) -> Unit:
    row = bloc.memberships.order_by("position").first()
    return row.unit if row else MembershipFactory(bloc=bloc).unit


def fresh(user: User) -> User:
    """The person as the next request sees them: rights are loaded once per object."""
    return User.objects.get(pk=user.pk)


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


def trail(bloc: Bloc) -> list[str]:
    """What the audit trail of the bloc says was done, oldest first."""
    return list(
        AuditEntry.objects.filter(bloc=bloc).order_by("pk").values_list("action", flat=True)
    )
