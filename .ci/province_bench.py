"""The department's work, measured: its page with twenty blocs in the base and with seven hundred in
thirty-four provinces, and a pack of twenty blocs."""

from collections.abc import Callable
from typing import Any

from stack import Stack

PROVINCES, BLOCS = 34, 700

# Provinces FIRST to LAST of 34, written in bulk: each bloc with nine units, a round, a meeting, two
# papers with files and two nominations; a reviewer for each province.
FILL = r"""
import hashlib, json
from datetime import date, datetime, timedelta, timezone
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from documents import pdf
from assessments.models import Assessment, Round
from awards.models import Award, Nomination
from documents.models import Document, Rendering
from meetings.models import Meeting
from units.actions.periods import default_windows, span
from units.models import Appointment, Bloc, Membership, Period, Province, Unit, User
now = datetime.now(timezone.utc)
today = now.date()
year = today.year
words = {"version": 1, "form": "minutes", "title": "Biên bản", "author": "Khối Thi đua",
         "header": {"parent": "UBND TỈNH", "issuer": ["KHỐI"], "symbol": "BB-K", "place": "",
                    "year": year},
         "type_name": "BIÊN BẢN", "subject": "Hội nghị", "addressees": [],
         "blocks": [{"type": "paragraph", "text": "Hội nghị đã thống nhất. " * 20}] * 12,
         "signatures": [], "recipients": [], "check": None, "notes": []}
content = pdf.render("minutes", words, "01", None)
file = default_storage.save("papers/bench.pdf", ContentFile(content))
sha256, size = hashlib.sha256(content).hexdigest(), len(content)
award = Award.objects.order_by("pk").first()
def fill(place):
    home = Province.objects.create(
        slug=f"tinh-{place}", name=f"Tỉnh số {place}", people_committee="UBND tỉnh",
        reviewing_department="Sở Nội vụ")
    user = User.objects.create(username=f"so-noi-vu-{place}", full_name="Nguyễn Văn Bình",
                               province=home)
    Appointment.objects.create(user=user, role="reviewer", province=home, starts=date(2021, 1, 1))
    count = 21 if 1 <= place <= 20 else 20  # 700 in all
    made = Bloc.objects.bulk_create([
        Bloc(province=home, slug=f"khoi-{n}", name=f"Khối Thi đua số {n} tỉnh {place}",
             short_name=f"Khối {n}") for n in range(count)])
    periods = []
    for back in range(2):
        s, e = span("year", year - back)
        periods += Period.objects.bulk_create([
            Period(bloc=one, kind="year", slug=f"{year - back}", name=f"Năm {year - back}",
                   starts=s, ends=e, state="closed" if back else "open",
                   **default_windows("year", year - back)) for one in made])
    units = Unit.objects.bulk_create([
        Unit(province=home, slug=f"so-{n}", name=f"Sở số {n}", short_name=f"Sở {n}",
             sort_name=f"so {n:04d}") for n in range(len(made) * 9)])
    Membership.objects.bulk_create([
        Membership(bloc=made[n // 9], unit=unit, position=n % 9 + 1, starts=date(2021, 1, 4))
        for n, unit in enumerate(units)])
    rounds = Round.objects.bulk_create([
        Round(bloc=row.bloc, period=row, is_scored=False, due_at=now + timedelta(days=9),
              hard_due_at=now + timedelta(days=9), opened_at=now) for row in periods])
    of_bloc = {bloc.pk: units[n * 9:n * 9 + 9] for n, bloc in enumerate(made)}
    Assessment.objects.bulk_create([
        Assessment(bloc=one.bloc, round=one, unit=unit, unit_name=unit.name,
                   unit_short_name=unit.short_name, state="submitted" if n % 4 else "draft",
                   submitted_at=now if n % 4 else None)
        for one in rounds for n, unit in enumerate(of_bloc[one.bloc_id])])
    Meeting.objects.bulk_create([
        Meeting(bloc=row.bloc, period=row, kind="year_end_review", title="Hội nghị tổng kết",
                date=today) for row in periods])
    papers = Document.objects.bulk_create([
        Document(bloc=row.bloc, period=row, kind=kind, title="Văn bản", audience="province",
                 state="sent", snapshot={"blocks": ["chữ " * 400]}, year=year, symbol=f"{kind}-K",
                 number=row.starts.year - 2000, date=today, created_at=now, approved_at=now,
                 sent_at=now)
        for row in periods for kind in ("minutes", "review_report")])
    Rendering.objects.bulk_create([
        Rendering(bloc=paper.bloc, period=paper.period, document=paper, form=form, state="done",
                  file=file, sha256=sha256, size=size, queued_at=now)
        for paper in papers for form in ("pdf", "docx")])
    Nomination.objects.bulk_create([
        Nomination(bloc=row.bloc, period=row, unit=of_bloc[row.bloc_id][n], unit_name="Sở",
                   award=award, year=row.starts.year, state="submitted_to_snv", submitted_at=now,
                   created_at=now)
        for row in periods for n in range(2)])
with transaction.atomic():
    for place in range(FIRST, LAST):
        fill(place)
print("RESULT " + json.dumps({"blocs": Bloc.objects.count()}))
"""

ASK = r"""
import json
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from units.models import Bloc, User
settings.ALLOWED_HOSTS.append("testserver")
settings.SECURE_SSL_REDIRECT = False
client = Client()
client.force_login(User.objects.get(username="so-noi-vu-0"),
                   backend=settings.AUTHENTICATION_BACKENDS[0])
client.get("/tinh-0/")
with CaptureQueriesContext(connection) as queries:
    response = client.get("/tinh-0/")
print("RESULT " + json.dumps({
    "queries": len(queries), "status": response.status_code, "bytes": len(response.content),
    "cookie": client.cookies["sessionid"].value, "blocs": Bloc.objects.count()}))
"""

# All papers of the year of twenty blocs, asked for as the page does and made by the worker.
PACK = r"""
import json, time
from documents import actions as papers
from documents.models import Rendering
from emulation_bloc.queries import packs
from units.models import Province, User
place = Province.objects.get(slug="tinh-0")
user = User.objects.get(username="so-noi-vu-0")
periods = packs.periods_of(place, user)
wanted = packs.Wanted(
    periods=frozenset(code for code, _name in packs.period_choices(periods)),
    blocs=frozenset(code for code, _name in packs.bloc_choices(place, user)),
    kinds=frozenset(code for code, _name in packs.kind_choices()))
found = {}
for form in (Rendering.Form.PACK, Rendering.Form.PACK_PDF):
    before = time.perf_counter()
    contents = packs.contents_of(place, user, wanted)
    row = papers.request_wide(form, province=place, by=user, name="goi", parts=len(contents.items),
                              snapshot=packs.pack_words(place, user, contents, "Cả năm"))
    while row.is_pending and time.perf_counter() - before < 120:
        time.sleep(0.05)
        row.refresh_from_db(fields=["state", "size", "error"])
    found[str(form)] = {"seconds": time.perf_counter() - before, "state": row.state,
                        "files": len(contents.items), "bytes": row.size, "error": row.error}
print("RESULT " + json.dumps(found))
"""

Shell = Callable[[Stack, str], dict[str, Any]]
Load = Callable[[Stack, str, str, int], dict[str, float]]


def measure(stack: Stack, shell: Shell, load: Load) -> dict[str, Any]:
    """The page with one province in the base, then with all; `stack` with an empty base."""
    found: dict[str, Any] = {}
    for name, first, last in (("few", 0, 1), ("many", 1, PROVINCES)):
        shell(stack, FILL.replace("FIRST", str(first)).replace("LAST", str(last)))
        facts = shell(stack, ASK)
        cookie = facts.pop("cookie")
        load(stack, "/tinh-0/", cookie, 1)  # warm
        turns = [load(stack, "/tinh-0/", cookie, 1) for _turn in range(3)]
        found[name] = facts | {"c1": sorted(turns, key=lambda row: row["p95"])[1]}
        if name == "few":
            found["packs"] = shell(stack, PACK)
    if failed := [row for row in found["packs"].values() if row["state"] != "done"]:
        raise RuntimeError(f"a pack was not made: {failed[0]}")
    if found["many"]["blocs"] != BLOCS:
        raise RuntimeError(f"{found['many']['blocs']} blocs instead of {BLOCS}")
    few, many = found["few"], found["many"]
    found["p95_ratio"] = many["c1"]["p95"] / few["c1"]["p95"]
    found["same_queries"] = many["queries"] == few["queries"]
    return found


def show(found: dict[str, Any]) -> list[str]:
    """The lines of the table."""
    few, many = found["few"], found["many"]
    told = [
        f"{row['blocs']} blocs: {row['queries']} queries, p50 {row['c1']['p50']:.1f} ms, "
        f"p95 {row['c1']['p95']:.1f} ms"
        for row in (few, many)
    ]
    same = "the same" if found["same_queries"] else "NOT the same"
    return [
        "reviewer's desk, " + "; ".join(told),
        f"  p95 ratio {found['p95_ratio']:.2f} (at most 1.3), number of queries {same}",
        "pack of 20 blocs, "
        + "; ".join(
            f"{form}: {row['files']} files in {row['seconds']:.2f} s, {row['bytes'] / 1e6:.1f} MB"
            for form, row in found["packs"].items()
        ),
    ]
