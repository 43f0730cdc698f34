"""`make bench`: pages, papers and jobs, measured on a stack of its own; a table, and JSON with
--json FILE.

Bounded in count and time, and only ever against the loopback address. Quote medians and ratios:
machines are noisy.
"""

import argparse
import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import live_bench
import province_bench
import scoring_bench
from stack import PYTHON, ROOT, Stack

SECONDS_PER_PAGE = 3.0
MOST_REQUESTS = 2000

PAGES = {
    "Việc của tôi": ("thuky", "/"),
    "Tổng quan khối": ("thuky", "/hung-yen/kinh-te-ky-thuat/"),
    "Kỳ đánh giá": ("thuky", "/hung-yen/kinh-te-ky-thuat/2021-h1/"),
    "Các khối của tỉnh": ("chuong.do", "/hung-yen/"),
    "Ghi biên bản": ("thuky", "{desk}"),
    "Hội nghị": ("canbo.xaydung", "{meeting}"),
    "Lịch công tác": ("thuky", "/hung-yen/kinh-te-ky-thuat/lich-cong-tac/2021/"),
    "Ai chưa nộp": ("thuky", "/hung-yen/kinh-te-ky-thuat/2021-h1/ai-chua-nop/"),
    "Văn bản": ("thuky", "/hung-yen/kinh-te-ky-thuat/van-ban/"),
    "Một văn bản": ("thuky", "{document}"),
    "Kiểm tra văn bản": ("", "{check}"),
}

INSIDE = r"""
import json
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from assessments.models import Assessment
from documents.models import Document
from meetings.models import Meeting
from units.models import User
settings.ALLOWED_HOSTS.append("testserver")
settings.SECURE_SSL_REDIRECT = False
meeting = Meeting.objects.get(bloc__slug="kinh-te-ky-thuat")
minutes = Document.objects.filter(meeting_key=meeting.pk).first()
words = {
    "desk": reverse("meetings:desk", args=["hung-yen", "kinh-te-ky-thuat", "2021-h1", meeting.pk]),
    "meeting": meeting.get_absolute_url(),
    "document": minutes.get_absolute_url(),
    "check": f"/kiem-tra/{minutes.serial}/",
}
writing = Assessment.objects.filter(round__is_scored=True, unit__slug="so-xay-dung").first()
words["scoring"] = writing.get_absolute_url() if writing else ""
pages = PAGES
found = {}
for name, (username, path) in pages.items():
    client = Client()
    if username:
        user = User.objects.get(username=username)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    url = path.format(**words)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    cookie = client.cookies.get("sessionid")
    found[name] = {"url": url, "queries": len(queries), "status": response.status_code,
                   "bytes": len(response.content), "cookie": cookie.value if cookie else ""}
print("RESULT " + json.dumps(found))
"""

RENDER = r"""
import json, statistics, time
start = time.perf_counter()
from documents import pdf
from meetings import queries
from meetings.models import Minutes
minutes = Minutes.objects.get(meeting__bloc__slug="kinh-te-ky-thuat", document__corrects=None)
words = queries.minutes_words(minutes)
before = time.perf_counter()
content = pdf.render("minutes", words, "01", None)
cold = time.perf_counter() - before
warm = []
for _turn in range(15):
    before = time.perf_counter()
    pdf.render("minutes", words, "01", None)
    warm.append(time.perf_counter() - before)
word = []
for _turn in range(10):
    before = time.perf_counter()
    pdf.render_docx("minutes", words, "01", None)
    word.append(time.perf_counter() - before)
print("RESULT " + json.dumps({
    "cold_s": cold, "warm_s": statistics.median(warm), "docx_s": statistics.median(word),
    "bytes": len(content),
}))
"""

QUEUE = r"""
import json, sys, time
from documents import actions
from documents.models import Rendering
from meetings import queries
from meetings.models import Minutes
from units.models import User
minutes = Minutes.objects.get(meeting__bloc__slug="kinh-te-ky-thuat", document__corrects=None)
words = queries.minutes_words(minutes)
by = User.objects.get(username="thuky")
before = time.perf_counter()
rows = []
for turn in range(40):
    fresh = words | {"turn": f"{time.time()}-{turn}"}
    rows.append(actions.request_draft(minutes.document, snapshot=fresh, by=by).pk)
while Rendering.objects.filter(pk__in=rows).exclude(state__in=["done", "failed"]).exists():
    if time.perf_counter() - before > 90:
        break
    time.sleep(0.05)
done = Rendering.objects.filter(pk__in=rows, state="done").count()
print("RESULT " + json.dumps({"files": done, "per_second": done / (time.perf_counter() - before)}))
"""


def shell(stack: Stack, code: str) -> dict[str, Any]:
    """Run a piece of Python inside the product; what it prints behind RESULT."""
    done = subprocess.run(
        [PYTHON, "manage.py", "shell", "-v0", "-c", code],
        cwd=ROOT,
        env=stack.environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=200,
    )
    return json.loads(re.findall(r"^RESULT (.*)$", done.stdout, re.M)[-1])


def ask(stack: Stack, url: str, cookie: str, connection: http.client.HTTPConnection) -> float:
    """One request; milliseconds. Anything but 200 ends the measurement."""
    before = time.perf_counter()
    headers = {
        "Host": f"127.0.0.1:{stack.port}",
        "Cookie": f"sessionid={cookie}",
        "Accept-Encoding": "gzip",
    }
    connection.request("GET", url, headers=headers)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{url}: {response.status}")
    return (time.perf_counter() - before) * 1000


def load(stack: Stack, url: str, cookie: str, connections: int) -> dict[str, float]:
    """Requests per second and percentiles with so many connections, for three seconds."""
    times: list[float] = []
    last = time.perf_counter() + SECONDS_PER_PAGE

    def run() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=20)
        while time.perf_counter() < last and len(times) < MOST_REQUESTS:
            times.append(ask(stack, url, cookie, connection))
        connection.close()

    before = time.perf_counter()
    threads = [threading.Thread(target=run) for _one in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - before
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"rps": len(times) / spent, "p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


def measure_pages(stack: Stack, pages: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Queries in-process, times over HTTP."""
    found = shell(stack, INSIDE.replace("PAGES", repr(pages)))
    rows = {}
    for name, facts in found.items():
        row = {"queries": facts["queries"], "bytes": facts["bytes"]}
        for connections in (1, 8):
            row[f"c{connections}"] = load(stack, facts["url"], facts["cookie"], connections)
        rows[name] = row
    return rows


def measure_click(folder: Path) -> dict[str, float]:
    """From the click on approval to the downloaded file, through the pages, five times on fresh
    bases."""
    from approval import approve_and_download

    times = []
    for turn in range(5):
        with Stack(folder / f"click{turn}", stage="meeting") as stack:
            times.append(approve_and_download(stack))
    return {"median_s": statistics.median(times), "min_s": min(times), "max_s": max(times)}


def measure_queue(folder: Path) -> dict[str, Any]:
    """Documents per second with one and two worker processes."""
    rows = {}
    for workers in (1, 2):
        with Stack(folder / f"queue{workers}", stage="meeting", workers=workers) as stack:
            shell(stack, QUEUE.replace("range(40)", "range(2)"))
            rows[f"workers_{workers}"] = shell(stack, QUEUE)
    return rows


def measure_scoring(folder: Path) -> dict[str, Any]:
    """Saving while people type, and what comes of it."""
    with Stack(folder / "saving", stage="self-assessment") as stack:
        found: dict[str, Any] = {"saving": scoring_bench.measure_saving(stack, shell)}
        desk = {"Tự chấm điểm": scoring_bench.PAGES["Tự chấm điểm"]}
        found["scoring_pages"] = measure_pages(stack, desk)
    with Stack(folder / "ranked", stage="ranked") as stack:
        rest = {name: row for name, row in scoring_bench.PAGES.items() if name not in desk}
        found["scoring_pages"] |= measure_pages(stack, rest)
        found["ranking_200_blocs"] = shell(stack, scoring_bench.RANKING)
        found["score_summary"] = shell(stack, scoring_bench.SUMMARY)
    return found


def measure_live(folder: Path) -> dict[str, Any]:
    """Sixty open views of one meeting, and one change."""
    with Stack(folder / "live", stage="meeting", workers=1) as stack:
        return live_bench.measure(stack)


def measure_province(folder: Path) -> dict[str, Any]:
    """The reviewer's desk of one province alone, and of one among thirty-four."""
    with Stack(folder / "province", stage=None, workers=1) as stack:
        return province_bench.measure(stack, shell, load)


def show(results: dict[str, Any]) -> str:
    """The table."""
    lines = [
        f"{'page':<22}{'queries':>8}{'kB':>7}{'rps 1':>9}{'p50':>7}{'p95':>7}{'p99':>7}"
        f"{'rps 8':>9}{'p50':>7}{'p95':>7}{'p99':>7}"
    ]
    for name, row in results["pages"].items():
        cells = [f"{name:<22}{row['queries']:>8}{row['bytes'] / 1000:>7.0f}"]
        for connections in ("c1", "c8"):
            one = row[connections]
            cells.append(
                f"{one['rps']:>9.1f}{one['p50']:>7.1f}{one['p95']:>7.1f}{one['p99']:>7.1f}"
            )
        lines.append("".join(cells))
    render, click = results["minutes_pdf"], results["click_to_file"]
    lines.append(
        f"minutes PDF: cold {render['cold_s']:.3f} s, warm {render['warm_s']:.3f} s; "
        f"Word {render['docx_s']:.3f} s"
    )
    for name, row in results["documents_per_second"].items():
        lines.append(f"{name}: {row['per_second']:.1f} documents/s")
    lines.append(
        f"click to file: median {click['median_s']:.2f} s "
        f"({click['min_s']:.2f} to {click['max_s']:.2f})"
    )
    lines += scoring_bench.show(results) + live_bench.show(results["live"])
    return "\n".join(lines + province_bench.show(results["province"]))


def main() -> int:
    """Measure everything once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench.json")
    arguments = parser.parse_args()
    steps: dict[str, Callable[[], Any]]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with Stack(folder / "pages", stage="approved") as stack:
            steps = {
                "pages": lambda: measure_pages(stack, PAGES),
                "minutes_pdf": lambda: shell(stack, RENDER),
            }
            results = {step: run() for step, run in steps.items()}
        results |= measure_scoring(folder)
        results["pages"] |= results.pop("scoring_pages")
        results["live"] = measure_live(folder)
        results["province"] = measure_province(folder)
        results["documents_per_second"] = measure_queue(folder)
        results["click_to_file"] = measure_click(folder)
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(json.dumps(results, ensure_ascii=False) + "\n" + show(results) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
