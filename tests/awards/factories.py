"""Makers of awards, regimes, nominations and their parts: plain and valid."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from awards.models import Achievement, Award, Check, Nomination, Regime, Rule
from documents.models import Document
from emulation_bloc.lib import clock
from tests.factories import BlocFactory, MembershipFactory, PeriodFactory


class RegimeFactory(DjangoModelFactory):
    """A regime of its own code that holds over all days."""

    class Meta:
        model = Regime
        django_get_or_create = ("code",)

    code = "THU"
    name = "Chế độ thử"
    starts = date(2000, 1, 1)


class AwardFactory(DjangoModelFactory):
    """The certificate of the province's chairman, for everybody; the row of the catalogue where
    there is one."""

    class Meta:
        model = Award
        django_get_or_create = ("code",)

    code = "BK_TINH"
    name = factory.LazyAttribute(
        lambda row: "Cờ thi đua của UBND tỉnh" if row.code == "CTD_TINH" else "Bằng khen"
    )
    kind = factory.LazyAttribute(
        lambda row: Award.Kind.TITLE if row.code == "CTD_TINH" else Award.Kind.COMMENDATION
    )
    level = Award.Level.PROVINCE
    decided_by = "Chủ tịch UBND tỉnh"
    for_units = True
    for_sub_units = True
    for_persons = True
    is_bloc_business = True


class NominationFactory(DjangoModelFactory):
    """A draft for a certificate by rank; `state`, `submitted_at` and all else as given."""

    class Meta:
        model = Nomination

    bloc = factory.SubFactory(BlocFactory)
    period = factory.SubFactory(
        PeriodFactory, bloc=factory.SelfAttribute("..bloc"), kind="year", slug="2021"
    )
    unit = factory.LazyAttribute(lambda row: MembershipFactory(bloc=row.bloc).unit)
    unit_name = factory.SelfAttribute("unit.name")
    award = factory.SubFactory(AwardFactory)
    source = Nomination.Source.RANK
    year = 2021
    created_at = factory.LazyFunction(clock.now)

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> dict[str, Any]:
        state = fields.get("state", Nomination.State.DRAFT)
        before = (*Nomination.INSIDE, Nomination.State.MINUTED, Nomination.State.HOLD)
        ends = (Nomination.State.WITHDRAWN, Nomination.State.REJECTED)
        if state not in (*before, *ends):
            fields = {"submitted_at": clock.now()} | fields
        return fields


class RuleFactory(DjangoModelFactory):
    """A condition that blocks."""

    class Meta:
        model = Rule

    code = factory.Sequence(lambda n: f"T{n}")
    regime = factory.SubFactory(RegimeFactory)
    condition = "thu"
    severity = Rule.Severity.BLOCK
    words = "Hoàn thành xuất sắc nhiệm vụ"
    article = "Điều thử"


class CheckFactory(DjangoModelFactory):
    """A condition that fits."""

    class Meta:
        model = Check

    nomination = factory.SubFactory(NominationFactory)
    bloc = factory.SelfAttribute("nomination.bloc")
    rule = factory.SubFactory(RuleFactory)
    regime = factory.SelfAttribute("rule.regime")
    severity = factory.SelfAttribute("rule.severity")
    outcome = Check.Outcome.FIT
    words = factory.SelfAttribute("rule.words")
    article = factory.SelfAttribute("rule.article")
    at = factory.LazyFunction(clock.now)


def report_on(nomination: Nomination, **fields: Any) -> Achievement:
    """The unit's achievement report on a nomination, approved, numbered and signed unless told."""
    number = Document.objects.filter(unit=nomination.unit).count() + 1
    values = {
        "state": "signed", "snapshot": {"blocks": []}, "number": number, "symbol": "BC-THU",
        "year": 2021, "date": clock.today(), "audience": "unit", "approved_at": clock.now(),
    }  # fmt: skip
    document = Document.objects.create(
        bloc=nomination.bloc, period=nomination.period, unit=nomination.unit, kind="achievement",
        title="Thành tích", created_at=clock.now(), **values | fields,
    )  # fmt: skip
    return Achievement.objects.create(
        bloc=nomination.bloc, nomination=nomination, document=document
    )
