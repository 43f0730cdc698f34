"""Nobody learns what they may not see, from any output: the strongest form of it.

Every page, file and answer of the area is fetched as every role; then everything that the role may
not see is changed (figures, words, counts), and fetched again. Not a byte may differ: so neither
content nor order, count, filter, search, export or error text tells anything.
"""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from assessments.models import (
    Answer,
    Assessment,
    AssessmentSection,
    Evidence,
    Explanation,
    Round,
    Score,
)
from emulation_bloc.lib import clock
from tests.assessments import factories as make
from tests.guards import areas
from tests.guards.routes import routes
from tests.guards.test_role_matrix import ROLES
from tests.worlds import World

JSON = {"Accept": "application/json"}
OURS = sorted(name for name in areas.gathered("ROUTES") if name.startswith("assessments:"))
QUERIES = ["", "?q=4711&loc=thay-doi&sap-xep=-diem"]
COLUMNS = {"appraisal_1", "appraisal_2", "peers", "agreement", "adjustment"}

# What each role may see while the round collects; everything else must not show through.
SEES: dict[str, set[str]] = {
    "officer": {"draft", "handed_in", "explanation", "peers"},
    "leader": {"draft", "handed_in", "explanation", "peers"},
    "appraiser": {"handed_in", "appraisal_1", "appraisal_2"},
    "secretary": {"agreement"},
    "head": {"agreement"},
    "deputy": {"agreement"},
    "reviewer": {"handed_in", "adjustment"},
}
SECRETS = {"draft", "handed_in", "explanation"} | COLUMNS


@pytest.fixture
def still(monkeypatch) -> None:
    """Pages that say what time it is must not differ for that."""
    moment = clock.now().replace(hour=10, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)


def change(world: World, secrets: set[str], mark: str, points: str) -> None:
    """Write other figures and words into everything of these kinds."""
    scoring = world.scoring
    for name, one in (("draft", scoring.assessment), ("handed_in", scoring.handed_in)):
        if name in secrets:
            _change_return(one, mark, Decimal(points))
    if "explanation" in secrets:
        Explanation.objects.filter(pk=scoring.explanation.pk).update(text=f"Bí mật {mark}")
    for stage in COLUMNS & secrets:
        rows = Score.objects.filter(sheet=scoring.sheets[stage])
        rows.update(points=Decimal(points), reason=f"Bí mật {mark}", hands=mark)


def _change_return(one: Assessment, mark: str, points: Decimal) -> None:
    Answer.objects.filter(assessment=one).update(
        points=points,
        figures=[{"points": str(points)}],
        words=f"Bí mật {mark}",
        formula=f"Bí mật {mark}",
        return_reason=mark,
    )
    Answer.objects.filter(assessment=one, evidence=None).order_by("pk").last().delete()
    AssessmentSection.objects.filter(assessment=one).update(body=f"Bí mật {mark}")
    for row in Evidence.objects.filter(answers__assessment=one):
        Evidence.objects.filter(pk=row.pk).update(title=f"Bí mật {mark}", name=f"{mark}.pdf")
    made = make.EvidenceFactory(
        bloc=one.bloc, period=one.round.period, unit=one.unit, title=f"Bí mật {mark}"
    )
    made.answers.add(Answer.objects.filter(assessment=one).first())


def words_of(answer) -> str:
    """What an answer says, files unpacked; what differs from request to request left out."""
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = [name for name in sorted(packed.namelist()) if "docProps" not in name]
            raw = b"\n".join(packed.read(name) for name in parts)
    text = raw.decode("utf-8", "replace")
    text = re.sub(r'name=\\?"csrfmiddlewaretoken\\?" value=\\?"\w+\\?"', "", text)
    text = re.sub(r'nonce="[^"]+"|"saved_at": "[^"]+"', "", text)
    text = re.sub(r":[\w-]{6}:[\w-]{43}", "", text)  # when a file was signed
    shown = f"{answer.status_code} {answer.headers.get('Location', '')}\n{text}"
    return re.sub(r"/tep/\d+/", "/tep/", shown)  # a sequence of PostgreSQL never goes back


def addresses(world: World) -> dict[str, str]:
    """Every address of the area, made once: some makers prepare what their page needs."""
    makers = areas.gathered("ROUTES")
    return {name: reverse(name, kwargs=makers[name](world)) for name in OURS}


def outputs(urls: dict[str, str], client: Client, posts=({}, JSON)) -> dict[str, str]:
    """Everything that the area answers to reading, searching, filtering and writing."""
    found = {}
    for name, url in urls.items():
        queries = QUERIES if name in areas.gathered("LISTS") else [""]
        for query in queries:
            client.cookies.pop("messages", None)  # of the request before
            found[f"get {name}{query}"] = words_of(client.get(url + query))
        for headers in posts:
            client.cookies.pop("messages", None)
            with transaction.atomic():
                answer = client.post(url, {"revision": "1", "points": "1"}, headers=headers)
                found[f"post {name} {headers}"] = words_of(answer)
                transaction.set_rollback(True)
    return found


# A meeting's secretary is an officer of the chair's unit: the same rights as the chair here.
@pytest.mark.parametrize("role", [one for one in ROLES if one != "meeting_secretary"])
def test_what_one_may_not_see_changes_nothing_that_one_gets(shared_worlds, db, still, role):
    home, far = shared_worlds
    people = home.people | {"stranger": far.people["secretary"]}
    hidden = SECRETS - SEES.get(role, set())
    client, urls = Client(), addresses(home)
    client.force_login(people[role])
    before = outputs(urls, client)

    change(home, hidden, "4711", "1.23")
    after = outputs(urls, client)

    assert [name for name in before if before[name] != after[name]] == []
    assert [name for name, text in after.items() if "Bí mật 4711" in text] == []


@pytest.mark.parametrize("role", ["officer", "secretary", "reviewer"])
def test_open_columns_stay_blind_while_peers_score(shared_worlds, db, still, role):
    home, _far = shared_worlds
    Round.objects.filter(pk=home.scoring.round.pk).update(state="peers")
    hidden = ({"draft", "explanation"} | COLUMNS) - SEES.get(role, set())
    client, urls = Client(), addresses(home)
    client.force_login(home.people[role])
    before = outputs(urls, client, (JSON,))

    change(home, hidden, "4711", "1.23")
    after = outputs(urls, client, (JSON,))

    assert [name for name in before if before[name] != after[name]] == []


def test_the_proof_would_notice_a_leak(shared_worlds, db, still):
    """Whoever may see it does get something else."""
    home, _far = shared_worlds
    client, urls = Client(), addresses(home)
    client.force_login(home.people["appraiser"])
    before = outputs(urls, client, ())

    change(home, {"handed_in", "appraisal_1"}, "4711", "1.23")
    after = outputs(urls, client, ())

    changed = {name for name in before if before[name] != after[name]}
    assert "get assessments:sheet" in changed
    assert "get assessments:columns" in changed
    assert set(OURS) <= set(routes())


def status(client: Client, world: World, name: str = "assessments:columns") -> int:
    arguments = world.path | {"period": world.year.slug, "pk": world.scoring.handed_in.pk}
    return client.get(reverse(name, kwargs=arguments)).status_code


@pytest.mark.parametrize("role", ["secretary", "head"])
def test_the_desk_reads_others_after_its_own_unit_has_handed_in(shared_worlds, db, role):
    home, _far = shared_worlds
    client = Client()
    client.force_login(home.people[role])
    assert status(client, home) == 404

    make.AssessmentFactory(round=home.scoring.round, unit=home.units[0], state="submitted")

    assert home.people[role].unit == home.units[0]
    assert status(client, home) == 200


@pytest.mark.parametrize("role", ["secretary", "head"])
def test_the_desk_reads_others_after_the_deadline(shared_worlds, db, role, stand_on):
    home, _far = shared_worlds
    client = Client()
    client.force_login(home.people[role])
    due = home.scoring.round.due_at.date()
    stand_on(due.replace(day=due.day - 1))
    assert status(client, home) == 404

    stand_on(due.replace(day=due.day + 2))

    assert status(client, home) == 200


@pytest.mark.parametrize("role", [one for one in ROLES if one not in {"officer", "leader"}])
def test_a_draft_is_seen_by_its_unit_alone_whatever_the_stage(shared_worlds, db, role, stand_on):
    home, far = shared_worlds
    people = home.people | {"stranger": far.people["secretary"]}
    due = home.scoring.round.due_at.date()
    stand_on(due.replace(day=due.day + 2))
    client = Client()
    client.force_login(people[role])
    arguments = home.path | {"period": home.year.slug, "pk": home.scoring.assessment.pk}

    for state in Round.State:
        Round.objects.filter(pk=home.scoring.round.pk).update(state=state, shows_all=True)
        for name in ("assessments:columns", "assessments:explanations"):
            assert client.get(reverse(name, kwargs=arguments)).status_code == 404
