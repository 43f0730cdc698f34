"""Sixty open views of one meeting, measured: how soon all have a change, and what they cost.

`python .ci/live_bench.py` measures on a stack of its own; `make bench` calls `main(stack)`.
"""

import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from stack import PYTHON, ROOT, Stack

VIEWS = 60
EVERY = 0.7  # seconds between the questions of a view, as static/js/live.js asks
QUIET = 10.0  # seconds without a change
CHANGES = 10

# A meeting that runs, sixty sessions of its people, and what the questions ask of the database.
SETTING = r"""
import json
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from meetings.actions.states import open_meeting
from meetings.models import Meeting
from meetings.queries.live import VIEWS
from units.models import User
settings.ALLOWED_HOSTS.append("testserver")
settings.SECURE_SSL_REDIRECT = False
meeting = Meeting.objects.select_related("period__bloc__province").get(
    bloc__slug="kinh-te-ky-thuat", period__slug="2021-h1")
if meeting.state in ("planned", "invited"):
    open_meeting(meeting, by=User.objects.get(username="thuky"))
at = ["hung-yen", "kinh-te-ky-thuat", "2021-h1", meeting.pk]
people = [one for one in User.objects.filter(is_active=True).order_by("pk")
          if Meeting.objects.visible_to(one).filter(pk=meeting.pk).exists()]
run = [one for one in people if one.has_perm("meetings.run", meeting)]
def cookie(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies["sessionid"].value
views = [("chair", run[0]), ("desk", run[0]), ("desk", run[-1]), ("projector", run[0])]
views += [("member", people[turn % len(people)]) for turn in range(COUNT - len(views))]
client = Client(headers={"Accept": "application/json"})
client.force_login(people[0], backend=settings.AUTHENTICATION_BACKENDS[0])
url = reverse("meetings:live", args=[*at, "member"])
asked = {}
cache.clear()
for name, revision in (("changed", 0), ("kept", 0), ("unchanged", None)):
    if revision is None:
        revision = client.get(url).json()["revision"]
    with CaptureQueriesContext(connection) as queries:
        client.get(url, {"rev": revision})
    asked[name] = len(queries)
print("RESULT " + json.dumps({
    "asked": asked,
    "views": [(reverse("meetings:live", args=[*at, name]), cookie(user)) for name, user in views],
    "press": reverse("meetings:chair_act", args=[*at, "noi-dung"]),
    "presser": cookie(run[0]),
    "items": list(meeting.agendaitems.values_list("pk", flat=True)[:2]),
}))
"""


@dataclass
class Watch:
    """What the views have seen: times of questions in ms, and which revision each holds since."""

    stop: threading.Event = field(default_factory=threading.Event)
    times: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)
    seen: dict[int, tuple[int, float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def follow(stack: Stack, place: int, url: str, cookie: str, watch: Watch) -> None:
    """One open view, as live.js asks; begins at a moment of its own."""
    time.sleep(EVERY * place / VIEWS)
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=20)
    headers = {
        "Host": f"127.0.0.1:{stack.port}",
        "Accept": "application/json",
        "Cookie": f"sessionid={cookie}",
    }
    revision = 0
    while not watch.stop.is_set():
        before = time.perf_counter()
        connection.request("GET", f"{url}?rev={revision}", headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        spent = (time.perf_counter() - before) * 1000
        if answer.status == 200:
            revision = json.loads(body)["revision"]
            watch.seen[place] = (revision, time.perf_counter())
            watch.changed.append(spent)
        elif answer.status == 204:
            watch.times.append(spent)
        else:
            watch.faults.append(f"{url}: {answer.status} {body[:200]!r}")
            return
        watch.stop.wait(max(0.0, EVERY - (time.perf_counter() - before)))
    connection.close()


def press(stack: Stack, setting: dict[str, Any], row: int) -> float:
    """The chair goes to an item; gives the moment of the press."""
    token = "a" * 32
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=20)
    headers = {
        "Host": f"127.0.0.1:{stack.port}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={setting['presser']}; csrftoken={token}",
        "X-CSRFToken": token,
        "Origin": stack.url,
    }
    before = time.perf_counter()
    connection.request("POST", setting["press"], urlencode({"row": row}), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 302:
        raise RuntimeError(f"the press was refused: {answer.status}")
    return before


def processor_seconds(stack: Stack) -> float:
    """What the web server's processes have used so far."""
    group, ticks = stack.processes["web"].pid, 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue  # it ended between the listing and the reading
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


def spread(stack: Stack, setting: dict[str, Any], watch: Watch, turn: int) -> float:
    """Seconds from a press until the last view shows it."""
    known = max(revision for revision, _at in watch.seen.values())
    before = press(stack, setting, setting["items"][turn % 2])
    last = time.perf_counter() + 10
    while time.perf_counter() < last and not watch.faults:
        if all(revision > known for revision, _at in watch.seen.values()):
            return max(at for _revision, at in watch.seen.values()) - before
        time.sleep(0.01)
    raise RuntimeError(f"not every view saw the change: {watch.faults[:1]}")


def measure(stack: Stack) -> dict[str, Any]:
    """Seconds until all views have a change; requests, milliseconds, queries, share of a core."""
    setting = _inside(stack, SETTING.replace("COUNT", str(VIEWS)))
    watch = Watch()
    threads = [
        threading.Thread(target=follow, args=(stack, place, *view, watch))
        for place, view in enumerate(setting["views"])
    ]
    for thread in threads:
        thread.start()
    try:
        time.sleep(3)  # every view has its first answer
        count, used, begun = len(watch.times), processor_seconds(stack), time.perf_counter()
        time.sleep(QUIET)
        quiet = time.perf_counter() - begun
        rate = (len(watch.times) - count) / quiet
        share = (processor_seconds(stack) - used) / quiet
        spreads = []
        for turn in range(1, CHANGES + 1):
            spreads.append(spread(stack, setting, watch, turn))
            time.sleep(0.37)  # so that changes do not keep step with the questions
    finally:
        watch.stop.set()
        for thread in threads:
            thread.join()
    cuts = statistics.quantiles(watch.times, n=100, method="inclusive")
    return {
        "views": VIEWS,
        "spread_median_s": statistics.median(spreads),
        "spread_max_s": max(spreads),
        "requests_per_second": rate,
        "core_share": share,
        "unchanged_p50_ms": cuts[49],
        "unchanged_p95_ms": cuts[94],
        "changed_p50_ms": statistics.median(watch.changed),
        "queries": setting["asked"],
    }


def _inside(stack: Stack, code: str) -> dict[str, Any]:
    done = subprocess.run(
        [PYTHON, "manage.py", "shell", "-v0", "-c", code],
        cwd=ROOT,
        env=stack.environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return json.loads(re.findall(r"^RESULT (.*)$", done.stdout, re.M)[-1])


def show(found: dict[str, Any]) -> list[str]:
    """The lines of the table."""
    asked = found["queries"]
    return [
        f"{found['views']} open views of a meeting: a change reaches all in "
        f"{found['spread_median_s']:.2f} s (median of {CHANGES}), "
        f"{found['spread_max_s']:.2f} s at most",
        f"  {found['requests_per_second']:.0f} requests/s take {found['core_share']:.2f} of "
        f"a core; "
        f"unchanged p50 {found['unchanged_p50_ms']:.1f} ms, "
        f"p95 {found['unchanged_p95_ms']:.1f} ms; changed p50 {found['changed_p50_ms']:.1f} ms",
        f"  queries of a question: {asked['unchanged']} unchanged, {asked['kept']} changed and "
        f"drawn before, {asked['changed']} drawn",
    ]


def main(stack: Stack) -> list[str]:
    """Measure on a stack that stands before its meeting (`stage="meeting"`)."""
    return show(measure(stack))


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory(prefix="live-") as name,
        Stack(Path(name) / "live", stage="meeting", workers=1) as running,
    ):
        sys.stdout.write("\n".join(main(running)) + "\n")
