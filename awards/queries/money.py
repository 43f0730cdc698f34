"""Tiền thưởng of a decision: a multiple of the base salary, by the day (reference §1.3)."""

from datetime import date
from decimal import Decimal

from awards.models import Award, BaseSalary, MoneyRate, Subject
from emulation_bloc.lib.numbers import rounded
from units.models.tenants import valid_on

# A household receives one and a half times what a person does (152/2025/NĐ-CP, Art. 54).
HOUSEHOLD = Decimal("1.5")
AS_PERSON = (Subject.PERSON, Subject.HOUSEHOLD)


def proposed_amount(award: Award, subject: str, day: date) -> int | None:
    """The money in đồng that goes with the award by a decision of that day.

    None where no rate or no base salary is registered for the day: then it is typed by hand.
    """
    rates = MoneyRate.objects.filter(valid_on(day), award=award, is_person=subject in AS_PERSON)
    rate = rates.order_by("-starts").first()
    salary = BaseSalary.objects.filter(valid_on(day)).order_by("-starts").first()
    if rate is None or salary is None:
        return None
    factor = HOUSEHOLD if subject == Subject.HOUSEHOLD else Decimal(1)
    return int(rounded(rate.multiple * salary.amount * factor, 0))
