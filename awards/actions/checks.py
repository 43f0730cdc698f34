"""Conditions are tested against what is known, and a person concludes where data cannot."""

from django.db import transaction
from django.utils.translation import gettext as _

from awards.eligibility import Finding, examined
from awards.models import Check, Nomination, Regime, Rule
from awards.queries.facts import case_of
from awards.queries.regimes import regime_on
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import User

Outcome = Check.Outcome
DECIDED = ("decided", "decided_why", "decided_by", "decided_at")
SAID = ("regime", "severity", "outcome", "words", "figures", "article", "at", *DECIDED)


@transaction.atomic
def check_nomination(nomination: Nomination, *, by: User | None) -> list[Check]:
    """Test every condition of the nomination's regime: that of the day on which the dossier was
    received, else of today, so that old cycles keep old rules.

    What a person concluded stays while what it rests on is the same, and a condition stays the same
    row, so that a page that shows it can still be sent. Raises ActionError before the first regime.
    """
    regime = nomination.regime or regime_on(clock.today())
    rules = Rule.objects.filter(regime=regime, is_on=True, award__isnull=True)
    rules |= Rule.objects.filter(regime=regime, is_on=True, award=nomination.award_id)
    before = {row.rule_id: row for row in Check.objects.filter(nomination=nomination)}
    found = examined(case_of(nomination), rules.order_by("code", "pk").prefetch_related("switches"))
    told = [rule.pk for rule, _finding in found]
    Check.objects.filter(nomination=nomination).exclude(rule__in=told).delete()
    rows = [
        _check(nomination, regime, rule, finding, before.get(rule.pk)) for rule, finding in found
    ]
    return Check.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["nomination", "rule"], update_fields=SAID
    )


def _check(
    nomination: Nomination, regime: Regime, rule: Rule, finding: Finding, before: Check | None
) -> Check:
    made = Check(
        bloc=nomination.bloc,
        nomination=nomination,
        rule=rule,
        regime=regime,
        severity=rule.severity,
        outcome=finding.outcome,
        words=finding.words,
        figures=finding.figures,
        article=rule.basis,
        at=clock.now(),
    )
    said = (made.outcome, made.words, made.figures)
    if before and before.decided and said == (before.outcome, before.words, before.figures):
        for name in DECIDED:
            setattr(made, name, getattr(before, name))
    return made


@transaction.atomic
def decide_check(check: Check, *, outcome: str, why: str, by: User | None) -> None:
    """Conclude a condition that needs a person: `fit` or `unfit`, with the ground.

    Raises ActionError for a condition that the data decide, without a ground, or for no conclusion.
    """
    check.refresh_from_db()
    if check.outcome != Outcome.PERSON:
        raise ActionError(_("Điều kiện này đã xét được theo số liệu, không cần kết luận."))
    if outcome not in (Outcome.FIT, Outcome.UNFIT):
        raise ActionError(_("Hãy chọn kết luận đạt hoặc không đạt."))
    why = why.strip()
    if not why:
        raise ActionError(_("Hãy ghi căn cứ kết luận: văn bản, số liệu."))
    check.decided, check.decided_why = outcome, why
    check.decided_by, check.decided_at = by, clock.now()
    check.save(update_fields=DECIDED)
    after = {"rule": check.rule.code, "outcome": str(Outcome(outcome).label)}
    record(check.nomination, "check_decided", by=by, after=after, reason=why)


@transaction.atomic
def switch_rule(rule: Rule, *, is_on: bool, source: str, by: User) -> None:
    """An operator applies a condition, or applies it no more, by a source; results that stand are
    kept until a nomination is examined again.

    Raises ActionError without a source, and when it is so already.
    """
    source = source.strip()
    if not source:
        raise ActionError(_("Hãy ghi nguồn: số, ngày, cơ quan ban hành, điều khoản."))
    if not Rule.objects.filter(pk=rule.pk, is_on=not is_on).update(is_on=is_on):
        raise ActionError(_("Điều kiện đã ở trạng thái này. Hãy tải lại trang."))
    rule.refresh_from_db()
    rule.switches.create(is_on=is_on, source=source[:300], by=by, at=clock.now())
    record(rule, "rule_switched_on" if is_on else "rule_switched_off", by=by, reason=source)
