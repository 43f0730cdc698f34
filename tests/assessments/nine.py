"""The nine units of sample-scores-100.csv: a leaf a group, bonus, penalty, ready to close."""

import csv
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import assessments
from assessments.models import Assessment, Criterion, Round, Score, ScoreSheet
from emulation_bloc.lib import clock
from tests.assessments import factories as make
from tests.factories import BlocFactory, MembershipFactory, ProvinceFactory, fresh, make_user
from units.models import ScoringSettings, User
from units.models.settings_ import BlocSettings

FILE = Path(assessments.__file__).parent / "data" / "sample-scores-100.csv"
GROUPS = {"I": 50, "II": 15, "III": 10, "IV": 15, "V": 10}
BANDS = (("Hoàn thành xuất sắc", "90", "0"), ("Hoàn thành tốt", "80", "0"))


def sample() -> list[dict[str, str]]:
    """The rows of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Nine:
    """A round at its last stage: what was agreed are the sample's figures, what the units claimed
    lies in group I."""

    round: Round
    leaves: dict[str, Criterion]
    returns: list[Assessment]
    people: dict[str, User] = field(default_factory=dict)

    @property
    def address(self) -> list[str]:
        """The period's part of an address."""
        period = self.round.period
        return [period.bloc.province.slug, period.bloc.slug, period.slug]


def nine(*, is_demo: bool = False, **rules) -> Nine:
    """Build it; by default without a checklist, bands from 90 and 80 %."""
    home = ProvinceFactory(slug="hung-yen", name="Tỉnh Hưng Yên", is_demo=is_demo)
    bloc = BlocFactory(province=home, name="Khối Thi đua Kinh tế - Kỹ thuật")
    values = {"stages": ("agreement",), "bands": BANDS} | rules
    scored = make.RoundFactory(
        bloc=bloc,
        state="agreement",
        shows_all=rules.get("units_see_all", False),
        rules=BlocSettings.plain(ScoringSettings(**values)),
    )
    made = Nine(scored, _criteria(scored), [])
    for place, row in enumerate(sample(), start=1):
        made.returns.append(_return(made, row, place))
    first, second = made.returns[0].unit, made.returns[1].unit
    for role, scope, unit in (
        ("head", bloc, first),
        ("secretary", bloc, first),
        ("officer", second, second),
        ("leader", second, second),
        ("reviewer", home, None),
    ):
        made.people[role] = fresh(make_user(role, scope, unit=unit, full_name=f"Người {role}"))
    return made


def _criteria(scored: Round) -> dict[str, Criterion]:
    leaves, place = {}, 0
    for code, most in GROUPS.items():
        place += 2
        group = make.CriterionFactory(
            criteria_set=scored.criteria_set,
            code=code,
            kind="group",
            max_points=most,
            position=place,
            text=f"NỘI DUNG {code}",
        )
        leaves[code] = make.CriterionFactory(
            criteria_set=scored.criteria_set,
            parent=group,
            code=f"{code}.1",
            max_points=most,
            position=place + 1,
        )
    for code, kind, most in (("T", "bonus", 5), ("P", "penalty", -10)):
        place += 2
        leaves[code] = make.CriterionFactory(
            criteria_set=scored.criteria_set,
            code=code,
            kind=kind,
            max_points=most,
            position=place + 1,
        )
    return leaves


def _return(made: Nine, row: dict[str, str], place: int) -> Assessment:
    """One unit: the agreed points are the sample's; it had claimed so much more in group I."""
    unit = MembershipFactory(bloc=made.round.bloc, unit__short_name=row["don_vi"]).unit
    moment = clock.now() + timedelta(minutes=place)
    one = make.AssessmentFactory(
        round=made.round,
        unit=unit,
        state="submitted",
        submitted_at=moment,
        first_submitted_at=moment,
    )
    final = {code: Decimal(row[f"nhom_{code}_{most}"]) for code, most in GROUPS.items()}
    final |= {"T": Decimal(row["thuong"]), "P": Decimal(row["tru"])}
    more = Decimal(row["tu_cham"]) - Decimal(row["diem_thong_nhat"])
    sheet = ScoreSheet.objects.create(bloc=made.round.bloc, assessment=one, stage="agreement")
    own = _claimed(final, more)
    for code, leaf in made.leaves.items():
        make.AnswerFactory(assessment=one, criterion=leaf, points=own[code])
        if own[code] != final[code]:
            Score.objects.create(
                bloc=made.round.bloc,
                sheet=sheet,
                criterion=leaf,
                was=own[code],
                points=final[code],
                is_change=True,
                reason="Hội nghị thống nhất",
                at=clock.now(),
            )
    return one


def _claimed(final: dict[str, Decimal], more: Decimal) -> dict[str, Decimal]:
    """Spread what was claimed too much over the groups, none above its maximum."""
    own = dict(final)
    if final["P"] and more >= -final["P"]:
        more += final["P"]
        own["P"] = Decimal(0)
    for code, most in GROUPS.items():
        step = min(more, most - own[code])
        own[code] += step
        more -= step
    assert more == 0
    return own
