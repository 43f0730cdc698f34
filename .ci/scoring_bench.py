"""Scoring, measured: saving while eight people type, the scoreboard, many blocs, the paper."""

import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from stack import Stack

SAVES = 40  # by each connection
YEAR = "/hung-yen/kinh-te-ky-thuat/2021"
PAGES = {
    "Tự chấm điểm": ("lanhdao.xaydung", "{scoring}"),
    "Ai đã nộp": ("thuky", f"{YEAR}/tu-danh-gia/"),
    "Bảng xếp hạng": ("thuky", f"{YEAR}/xep-hang/"),
}

# One answer of the return that is still being written for each of eight connections.
TYPING = r"""
import json
from django.conf import settings
from django.test import Client
from django.urls import reverse
from assessments.forms.desk import AnswerForm
from assessments.models import Assessment
from units.models import User
user = User.objects.get(username="lanhdao.xaydung")
client = Client()
client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
row = Assessment.objects.get(round__period__slug="2021", unit=user.unit)
at = ["hung-yen", "kinh-te-ky-thuat", "2021", row.pk]
found = []
for answer in row.answers.select_related("criterion").order_by("criterion__position")[:8]:
    form = AnswerForm(answer=answer, fixed={})
    fields = {name: form[name].value() or "" for name in form.fields}
    found.append({"url": reverse("assessments:save_answer", args=[*at, answer.pk]),
                  "fields": fields, "revision": answer.revision})
print("RESULT " + json.dumps({"cookie": client.cookies["sessionid"].value, "answers": found}))
"""

# Ranks made of leaves alone, as the scoreboard makes them; only the count of blocs changes.
RANKING = r"""
import json, random, statistics, time
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from assessments.formulas.standings import Entry, standings
from assessments.formulas.totals import LeafLine
dice = random.Random(7)
begin = datetime(2021, 11, 1, tzinfo=timezone.utc)
def bloc():
    entries = []
    for unit in range(12):
        lines = []
        for place in range(17):
            points = Decimal(dice.randint(2500, 5000)) / 100
            lines.append(LeafLine(str(place), str(place // 6), "proportional", Decimal("50.00"),
                                  points, place != 3 or unit % 4 != 0))
        entries.append(Entry(unit, tuple(lines), begin + timedelta(minutes=unit)))
    return entries
made = [bloc() for _one in range(200)]
spent = {}
for count in (50, 100, 200):
    times = []
    for _turn in range(5):
        before = time.perf_counter()
        for entries in made[:count]:
            standings(entries, tie_order=("group:0", "penalty", "quantitative", "submitted"),
                      bands=(("A", "90", "0"), ("B", "70", "0")))
        times.append(time.perf_counter() - before)
    spent[str(count)] = statistics.median(times)
print("RESULT " + json.dumps(spent))
"""

SUMMARY = r"""
import json, statistics, time
from assessments.models import Round
from assessments.queries.frozen import whole_board
from assessments.queries.score_summary import summary_words, summary_xlsx
from documents import pdf
scored = Round.objects.get(period__slug="2021", bloc__slug="kinh-te-ky-thuat")
board = whole_board(scored)
words = summary_words(board)
pdf.render("scores", words, None, None)
warm, sheets = [], []
for _turn in range(7):
    before = time.perf_counter()
    content = pdf.render("scores", words, None, None)
    warm.append(time.perf_counter() - before)
    before = time.perf_counter()
    summary_xlsx(board)
    sheets.append(time.perf_counter() - before)
print("RESULT " + json.dumps({"pdf_s": statistics.median(warm), "xlsx_s": statistics.median(sheets),
                              "bytes": len(content)}))
"""

Shell = Callable[[Stack, str], dict[str, Any]]


def measure_saving(stack: Stack, shell: Shell) -> dict[str, float]:
    """Milliseconds of a save while eight connections save on, each its own criterion."""
    given = shell(stack, TYPING)
    times: list[float] = []
    faults: list[str] = []

    def run(answer: dict[str, Any]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=30)
        revision = answer["revision"]
        for turn in range(SAVES):
            fields = answer["fields"] | {"words": f"Lần gõ thứ {turn}.", "revision": revision}
            before = time.perf_counter()
            connection.request("POST", answer["url"], urlencode(fields), _headers(stack, given))
            told = connection.getresponse()
            body = told.read()
            if told.status != 200:
                faults.append(f"{told.status} {body[:200]!r}")
                return
            times.append((time.perf_counter() - before) * 1000)
            revision = json.loads(body)["revision"]
        connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in given["answers"]]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"a save was refused: {faults[0]}")
    spent = time.perf_counter() - begun
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "per_second": len(times) / spent}


def _headers(stack: Stack, given: dict[str, Any]) -> dict[str, str]:
    token = "a" * 32
    return {
        "Host": f"127.0.0.1:{stack.port}",
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={given['cookie']}; csrftoken={token}",
        "X-CSRFToken": token,
        "Origin": stack.url,
    }


def show(results: dict[str, Any]) -> list[str]:
    """The lines of the table."""
    save, ranks, paper = results["saving"], results["ranking_200_blocs"], results["score_summary"]
    return [
        f"autosave, 8 connections: p50 {save['p50']:.0f} ms, p95 {save['p95']:.0f} ms, "
        f"p99 {save['p99']:.0f} ms, {save['per_second']:.0f} saves/s",
        "ranking of 12 units each: "
        + ", ".join(f"{count} blocs {spent:.2f} s" for count, spent in ranks.items()),
        f"score summary: PDF {paper['pdf_s']:.2f} s warm, XLSX {paper['xlsx_s']:.3f} s",
    ]
