"""A score sheet from its first criterion to the next sheet, by keyboard alone."""

import json

import pytest

from tests.browser import scoring
from tests.browser.keys import Keys
from tests.browser.walk import Person, passwords

pytestmark = pytest.mark.browser

# Everybody has handed in with eight tenths; two sheets are the appraiser's.
HANDED_IN = (
    scoring.OPENED
    + """
from decimal import Decimal
from assessments.models import Answer, Assessment, Round, ScoreSheet
for row in Answer.objects.select_related("criterion"):
    row.points = (row.criterion.max_points * Decimal("0.8")).quantize(Decimal("0.01"))
    row.words = f"Thuyết minh {row.criterion.code}"
    row.save()
for one in Assessment.objects.all():
    one.move_to("submitted", submitted_at=clock.now(), first_submitted_at=clock.now())
scored = Round.objects.get()
actions.advance(scored, by=secretary)
person = User.objects.get(username="thamdinh")
for column in ScoreSheet.objects.exclude(assessment__unit=person.unit).order_by("pk")[:2]:
    actions.assign(column, person, by=secretary)
print(person.username)
"""
)
KEPT = """
import json
from assessments.models import ScoreSheet
rows = ScoreSheet.objects.exclude(appraiser=None).order_by("pk")
print(json.dumps([[row.state, [[str(one.was), str(one.points), one.reason]
    for one in row.scores.order_by("criterion__position")]] for row in rows]))
"""


@pytest.fixture(scope="module")
def stack(fresh):
    with fresh("appraisal", stage=None, workers=1) as running:
        running.username = running.manage("shell", "-v0", "-c", HANDED_IN).split()[-1]
        yield running


def test_a_sheet_is_scored_and_the_next_one_opened_by_keyboard(stack, browser):
    known = passwords(stack.manage("demo_accounts", "--json"))
    person = Person(browser, stack.url)
    keys = Keys(person.page)
    keys.sign_in(stack.url, stack.username, known[stack.username])
    person.open(f"{scoring.PERIOD}/tham-dinh/")
    looked = person.look()
    keys.skip_to(words="Chấm phiếu tiếp theo", most=20)
    keys.go("Enter")
    looked += person.look()
    first = person.page.url.partition("?")[0]
    leaves = person.page.locator(".score-desk .index li").count()

    keys.press("Control+a")
    keys.write("1,5")
    keys.tab_to(name="reason", most=4)
    keys.write("Thiếu quyết định công nhận")
    keys.go("Control+Enter")
    looked += person.look()
    keys.go("=")
    for _place in range(leaves - 2):
        keys.go("Enter")
    assert person.page.locator("#sheet-progress").inner_text() == f"{leaves}/{leaves}"
    person.page.set_viewport_size({"width": 390, "height": 844})
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 390
    person.page.set_viewport_size({"width": 1366, "height": 768})
    keys.tab_to(words="Chấm xong, sang phiếu tiếp theo", most=40)
    keys.go("Enter")

    assert person.page.url.partition("?")[0] != first
    assert "Đã chấm xong phiếu" in person.text()
    assert looked == []
    assert person.faults == []
    rows = json.loads(stack.manage("shell", "-v0", "-c", KEPT))
    assert [state for state, _scores in rows] == ["done", "open"]
    scores = rows[0][1]
    assert len(scores) == leaves
    assert (scores[0][1], scores[0][2]) == ("1.50", "Thiếu quyết định công nhận")
    assert all(was == points and not reason for was, points, reason in scores[1:])
