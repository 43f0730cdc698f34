"""The catalogue of awards and their conditions as they hold on a day, for the screen."""

from dataclasses import dataclass
from datetime import date

from awards.models import Award, AwardBase, Regime, Rule, RuleSwitch

SUBJECTS = (
    ("for_units", "đơn vị"),
    ("for_sub_units", "tập thể trong đơn vị"),
    ("for_persons", "cá nhân"),
    ("for_households", "hộ gia đình"),
)


@dataclass(frozen=True)
class Entry:
    """An award with whom it is for, in words, and the article on which it rests."""

    award: Award
    subjects: str
    article: str
    is_confirmed: bool


@dataclass(frozen=True)
class Condition:
    """A condition with what was switched last, if anything was."""

    rule: Rule
    switch: RuleSwitch | None

    @property
    def state(self) -> tuple[str, str]:
        """Kind of tag and words: applied, waiting for a source, or taken out by one."""
        if self.rule.is_on:
            return "good", "Đang áp dụng"
        if self.switch:
            return "plain", "Thôi áp dụng"
        return "plain", "Chưa áp dụng – chờ kiểm chứng nguồn"


@dataclass(frozen=True)
class Group:
    """Rows under a heading."""

    label: str
    rows: list[Entry] | list[Condition]


def names_of(codes: list[str]) -> dict[str, str]:
    """Codes of awards → their names."""
    return dict(Award.objects.filter(code__in=codes).values_list("code", "name"))


def regimes() -> list[Regime]:
    """All regimes, the earliest first."""
    return list(Regime.objects.order_by("starts"))


def regime_of(rows: list[Regime], day: date) -> Regime | None:
    """The regime that holds on the day, None before the first."""
    found = [row for row in rows if row.starts <= day and (row.ends is None or row.ends >= day)]
    return found[-1] if found else None


def catalogue_of(regime: Regime) -> list[Group]:
    """Titles, then commendations, that the regime knows; never mixed. One query."""
    bases = AwardBase.objects.filter(regime=regime).select_related("award")
    rows = sorted(bases, key=lambda base: (base.award.position, base.award.code))
    return [
        Group(str(kind.label), [_entry(base) for base in rows if base.award.kind == kind])
        for kind in Award.Kind
    ]


def _entry(base: AwardBase) -> Entry:
    words = ", ".join(words for field, words in SUBJECTS if getattr(base.award, field))
    return Entry(base.award, words[:1].upper() + words[1:], base.article, base.is_confirmed)


def conditions_of(regime: Regime) -> list[Group]:
    """The regime's conditions by award, those of every award first. Two queries."""
    rules = Rule.objects.filter(regime=regime).select_related("award").prefetch_related("switches")
    common: list[Condition] = []
    by_award: dict[Award, list[Condition]] = {}
    for rule in sorted(rules, key=lambda rule: (_number(rule.code), rule.pk)):
        condition = Condition(rule, next(iter(rule.switches.all()), None))
        if rule.award:
            by_award.setdefault(rule.award, []).append(condition)
        else:
            common.append(condition)
    ordered = sorted(by_award, key=lambda award: (award.position, award.code))
    groups = [Group("Mọi danh hiệu, hình thức khen thưởng", common)] if common else []
    return groups + [Group(award.name, by_award[award]) for award in ordered]


def _number(code: str) -> tuple[str, list[int]]:
    """`E2` before `E10`, `E1.2` after `E1`."""
    return code[:1], [int(part) for part in code[1:].split(".") if part.isdigit()]
