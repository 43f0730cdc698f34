"""The year of scoring as the browser tests find it, told through the actions, and what the base
holds afterwards."""

import json
from typing import Any

from tests.browser.walk import Person, passwords

PERIOD = "/hung-yen/kinh-te-ky-thuat/2021"

OPENED = """
from datetime import date
from pathlib import Path
from assessments import actions
from assessments.actions import rounds
from assessments.models import Registration
from awards.management.demo.cast import hung_yen
from emulation_bloc.lib import clock
from units import actions as ground
from units.actions.periods import default_windows
from units.models import Province, Unit, User

def stand_on(day):
    Province.objects.update(demo_day=day)
    clock.forget_demo_day()

bloc = hung_yen()
stand_on(date(2021, 3, 1))
secretary = User.objects.get(username="thuky")
head = User.objects.get(username="tuan.do")
made = actions.start_set(bloc, year=2021, title="Bộ tiêu chí năm 2021", by=secretary)
table = Path("assessments/data/criteria-1000.csv")
intake = actions.read_criteria(made, content=table.read_bytes(), name=table.name, by=secretary)
actions.take_criteria(intake, by=secretary)
made.refresh_from_db()
actions.publish_set(made, by=head)
for slug in ("so-xay-dung", "cuc-qltt", "bql-kcn"):
    unit = Unit.objects.get(slug=slug, province=bloc.province)
    kept = actions.start_registration(bloc, unit, 2021, by=None)
    for place in range(5):
        values = {
            "content": f"Chỉ tiêu {place + 1}", "measure": "%", "plan": 80 + place,
            "criterion_code": "1.1", "part": place,
        }
        actions.add_registration_row(kept, "targets", values=values, by=None)
    actions.submit_registration(kept, by=User.objects.get(appointments__unit=unit,
        appointments__role="leader"))
stand_on(date(2021, 11, 10))
windows = default_windows("year", 2021)
period = ground.open_period(bloc, kind="year", year=2021, windows=windows, by=secretary)
rounds.open_round(period, by=secretary)
"""

RETURN = """
import json
from assessments.models import Answer, Assessment, AssessmentSection, Evidence, TargetProgress
one = Assessment.objects.get(unit__slug="{slug}")
answers = Answer.objects.filter(assessment=one).select_related("criterion")
print(json.dumps({{
    "pk": one.pk,
    "state": one.state,
    "submitted_by": one.submitted_by.username if one.submitted_by else "",
    "late_days": one.late_days,
    "words": {{row.criterion.code: row.words for row in answers}},
    "figures": {{row.criterion.code: row.figures for row in answers}},
    "points": {{row.criterion.code: str(row.points) for row in answers}},
    "revisions": {{row.criterion.code: row.revision for row in answers}},
    "report": {{row.key: row.body for row in AssessmentSection.objects.filter(assessment=one)}},
    "targets": [str(row.actual.normalize()) if row.actual is not None else None
        for row in TargetProgress.objects.filter(assessment=one).order_by("target__position")],
    "evidence": [row.title for row in Evidence.objects.filter(unit=one.unit)],
}}))
"""


FILL = """
from assessments.actions import answers, returns
from assessments.formulas import inputs_of
from assessments.models import Answer, Assessment, AssessmentSection
from units.models import User
one = Assessment.objects.get(unit__slug="{slug}")
by = User.objects.get(appointments__unit=one.unit, appointments__role="leader")
usual = {{"target": "100", "actual": "{actual}", "yes": "yes"}}
usual |= {{"count": "0", "points": "1", "days": "0"}}
for row in Answer.objects.filter(assessment=one).select_related("criterion"):
    if row.points is None:
        given = [
            {{
                one.name: one.choices[0][0] if one.kind == "choice" else usual[one.name]
                for one in inputs
            }}
            for inputs in inputs_of(row.criterion.kind, row.criterion.parts)
        ]
        for place, figures in enumerate(row.figures):
            given[place] |= figures
        answers.save_answer(row, figures=given, words=row.words, revision=row.revision, by=by)
for part in AssessmentSection.objects.filter(assessment=one, body=""):
    answers.save_section(part, body="Nội dung.", revision=part.revision, by=by)
one.refresh_from_db()
if {submit}:
    returns.submit(one, by=by)
"""


class Year:
    """The opened year of the real bloc on a stack of its own."""

    def __init__(self, stack: Any, browser: Any) -> None:
        self.stack, self.browser = stack, browser
        stack.manage("shell", "-v0", "-c", OPENED)
        self.known = passwords(stack.manage("demo_accounts", "--json"))
        self.people: list[Person] = []

    def person(self, username: str = "", **options: Any) -> Person:
        """Somebody at a browser of their own, signed in when named."""
        made = Person(
            self.browser, self.stack.url, username, self.known.get(username, ""), **options
        )
        self.people.append(made)
        return made

    def told(self, slug: str) -> dict[str, Any]:
        """What the base holds of a unit's return."""
        shown = self.stack.manage("shell", "-v0", "-c", RETURN.format(slug=slug))
        found: dict[str, Any] = json.loads(shown.strip().splitlines()[-1])
        return found

    def fill_and_submit(self, slug: str, *, actual: str = "95", submit: bool = True) -> None:
        """Fill what is still open of a unit's return through the actions, and hand it in."""
        code = FILL.format(slug=slug, actual=actual, submit=submit)
        self.stack.manage("shell", "-v0", "-c", code)

    def leave(self) -> list[str]:
        """Close what people had open; the script errors of their pages."""
        faults = [fault for one in self.people for fault in one.faults]
        for one in self.people:
            one.page.context.close()
        self.people = []
        return faults
