"""Makers of rows for tests, without surprises: what is not given is plain and valid."""

from datetime import date
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from factory.django import DjangoModelFactory

from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from meetings.models import Meeting
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
        content = fields.pop("content", b"%PDF-1.7 thu")
        if fields["state"] != Rendering.State.DONE:
            return fields
        path = default_storage.save("papers/thu.pdf", ContentFile(content))
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


def trail(bloc: Bloc) -> list[str]:
    """What the audit trail of the bloc says was done, oldest first."""
    return list(
        AuditEntry.objects.filter(bloc=bloc).order_by("pk").values_list("action", flat=True)
    )
