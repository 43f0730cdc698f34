"""Makers of criteria, rounds, returns, evidence, scores: plain and valid."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from assessments.models import (
    Answer,
    Assessment,
    CriteriaSet,
    Criterion,
    Evidence,
    Registration,
    Round,
    Score,
    ScoreSheet,
    Stage,
    Target,
)
from emulation_bloc.lib import clock
from tests.factories import BlocFactory, MembershipFactory, PeriodFactory
from units.models import ScoringSettings
from units.models.settings_ import BlocSettings

DUE = datetime(2021, 11, 15, 17, 0, tzinfo=UTC)  # 24:00 of 15 November in Asia/Ho_Chi_Minh
HARD_DUE = datetime(2021, 11, 30, 17, 0, tzinfo=UTC)


class CriteriaSetFactory(DjangoModelFactory):
    """A draft of the year 2021 without criteria."""

    class Meta:
        model = CriteriaSet

    bloc = factory.SubFactory(BlocFactory)
    year = 2021
    title = "Bộ tiêu chí năm 2021"
    created_at = factory.LazyFunction(clock.now)


class CriterionFactory(DjangoModelFactory):
    """A leaf of ten points that is typed, without a group."""

    class Meta:
        model = Criterion

    criteria_set = factory.SubFactory(CriteriaSetFactory)
    bloc = factory.SelfAttribute("criteria_set.bloc")
    position = factory.Sequence(lambda n: n + 1)
    code = factory.Sequence(lambda n: f"C{n}")
    text = factory.LazyAttribute(lambda row: f"Tiêu chí {row.code}")
    max_points = Decimal("10.00")
    kind = Criterion.Kind.YES_NO


class RoundFactory(DjangoModelFactory):
    """A scored round of a year that collects until 15 November 2021."""

    class Meta:
        model = Round

    bloc = factory.SubFactory(BlocFactory)
    period = factory.SubFactory(
        PeriodFactory, bloc=factory.SelfAttribute("..bloc"), kind="year", slug="2021"
    )
    criteria_set = factory.SubFactory(
        CriteriaSetFactory, bloc=factory.SelfAttribute("..bloc"), state="frozen"
    )
    is_scored = True
    rules = factory.LazyFunction(lambda: BlocSettings.plain(ScoringSettings()))
    due_at = DUE
    hard_due_at = HARD_DUE
    opened_at = factory.LazyFunction(clock.now)


class AssessmentFactory(DjangoModelFactory):
    """A draft of a member of the round's bloc."""

    class Meta:
        model = Assessment

    round = factory.SubFactory(RoundFactory)
    bloc = factory.SelfAttribute("round.bloc")
    unit = factory.LazyAttribute(lambda row: MembershipFactory(bloc=row.round.bloc).unit)
    unit_name = factory.SelfAttribute("unit.name")
    unit_short_name = factory.SelfAttribute("unit.short_name")

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> dict[str, Any]:
        if fields.get("state") in {"submitted", "returned"}:
            moment = clock.now()
            fields = {"submitted_at": moment, "first_submitted_at": moment} | fields
        return fields


class AnswerFactory(DjangoModelFactory):
    """An empty answer to a leaf of the return's set."""

    class Meta:
        model = Answer

    assessment = factory.SubFactory(AssessmentFactory)
    bloc = factory.SelfAttribute("assessment.bloc")
    criterion = factory.SubFactory(
        CriterionFactory, criteria_set=factory.SelfAttribute("..assessment.round.criteria_set")
    )


class EvidenceFactory(DjangoModelFactory):
    """A document by number; `kind="file"` gets a stored PDF."""

    class Meta:
        model = Evidence

    bloc = factory.SelfAttribute("period.bloc")
    period = factory.SubFactory(PeriodFactory)
    unit = factory.LazyAttribute(lambda row: MembershipFactory(bloc=row.period.bloc).unit)
    kind = Evidence.Kind.DOCUMENT
    title = "Quyết định công bố chỉ số"
    number = "12/QĐ-UBND"
    issuer = "UBND tỉnh"
    created_at = factory.LazyFunction(clock.now)

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> dict[str, Any]:
        from django.core.files.base import ContentFile
        from django.core.files.storage import default_storage

        if fields["kind"] == Evidence.Kind.LINK:
            return {"link": "https://hungyen.gov.vn/tin"} | fields
        if fields["kind"] != Evidence.Kind.FILE:
            return fields
        path = default_storage.save("evidence/thu.pdf", ContentFile(b"%PDF-1.7 thu"))
        stored = {"file": path, "name": "thu.pdf", "media_type": "application/pdf"}
        return stored | {"size": 12, "sha256": "cd" * 32} | fields


class RegistrationFactory(DjangoModelFactory):
    """A draft for 2021."""

    class Meta:
        model = Registration

    bloc = factory.SubFactory(BlocFactory)
    unit = factory.LazyAttribute(lambda row: MembershipFactory(bloc=row.bloc).unit)
    unit_name = factory.SelfAttribute("unit.name")
    year = 2021
    due_at = datetime(2021, 2, 10, 17, 0, tzinfo=UTC)

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> dict[str, Any]:
        if fields.get("state") == "submitted":
            moment = datetime(2021, 2, 9, 3, 0, tzinfo=UTC)
            fields = {"submitted_at": moment, "first_submitted_at": moment} | fields
        return fields


class TargetFactory(DjangoModelFactory):
    """A registered target with a plan of 100."""

    class Meta:
        model = Target

    registration = factory.SubFactory(RegistrationFactory)
    bloc = factory.SelfAttribute("registration.bloc")
    content = "Tỷ lệ giải ngân vốn đầu tư công"
    measure = "%"
    plan = Decimal("100")


class ScoreSheetFactory(DjangoModelFactory):
    """An open column of the first appraisal."""

    class Meta:
        model = ScoreSheet

    assessment = factory.SubFactory(AssessmentFactory, state="submitted")
    bloc = factory.SelfAttribute("assessment.bloc")
    stage = Stage.APPRAISAL_1


class ScoreFactory(DjangoModelFactory):
    """A score of ten points, unchanged."""

    class Meta:
        model = Score

    sheet = factory.SubFactory(ScoreSheetFactory)
    bloc = factory.SelfAttribute("sheet.bloc")
    criterion = factory.SubFactory(
        CriterionFactory,
        criteria_set=factory.SelfAttribute("..sheet.assessment.round.criteria_set"),
    )
    was = Decimal("10.00")
    points = Decimal("10.00")
