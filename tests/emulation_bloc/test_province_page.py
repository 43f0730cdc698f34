"""The reviewer's desk: what each line tells, filters, order, export, the blocs that one follows."""

from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Decision, Follow, Grant, Review
from documents.models import Download
from emulation_bloc import context
from emulation_bloc.lib import clock, spreadsheets
from emulation_bloc.queries import province as reads
from tests.awards.factories import AwardFactory, NominationFactory
from tests.factories import (
    BlocFactory,
    DocumentFactory,
    MembershipFactory,
    PeriodFactory,
    RenderingFactory,
    fresh,
    make_user,
)


def line(name: str, **given):
    """A line without a data base; what is not given is empty."""
    standing = SimpleNamespace(
        late=given.get("late", ""),
        late_days=given.get("late_days", 0),
        steps=given.get("steps", []),
    )
    standing.period = SimpleNamespace(
        returns=given.get("returns", 0), handed_in=given.get("handed_in", 0)
    )
    bloc = SimpleNamespace(
        name=name, short_name=name, members=given.get("members", 0),
        is_followed=given.get("is_followed", False),
    )  # fmt: skip
    waits = Counter(given.get("waits", {}))
    return reads.Line(standing, bloc, [], given.get("new", 0), given.get("nominated", 0), [], waits)


def step(label: str, done: int = 0) -> list[dict]:
    """A period's line that stands at `label` after `done` steps."""
    before = [{"label": "Trước", "state": "done"}] * done
    return [*before, {"label": label, "state": "now", "date_text": ""}]


LINES = [
    line("Đồng bằng", members=9, returns=9, handed_in=9, steps=step("Hội nghị", 2), new=1),
    line("Ấn loát", members=3, returns=4, handed_in=1, late="biên bản", late_days=3, nominated=2,
         steps=step("Tự chấm điểm")),
    line("Biển", members=5, waits={"văn bản": 2}, is_followed=True, steps=[], late="gửi",
         late_days=9),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["Ấn loát", "Biển", "Đồng bằng"]),
        ({"giam": "1"}, ["Đồng bằng", "Biển", "Ấn loát"]),
        ({"loc": "qua-han"}, ["Ấn loát", "Biển"]),
        ({"loc": "cho-toi"}, ["Biển"]),
        ({"loc": "theo-doi"}, ["Biển"]),
        ({"buoc": "tu-cham-diem"}, ["Ấn loát"]),
        ({"buoc": "xong"}, ["Biển"]),
        ({"tim": "dong BANG"}, ["Đồng bằng"]),
        ({"tim": "dong", "loc": "qua-han"}, []),
        ({"xep": "don-vi"}, ["Đồng bằng", "Biển", "Ấn loát"]),
        ({"xep": "don-vi", "giam": "1"}, ["Ấn loát", "Biển", "Đồng bằng"]),
        ({"xep": "nop"}, ["Ấn loát", "Đồng bằng", "Biển"]),
        ({"xep": "buoc"}, ["Ấn loát", "Biển", "Đồng bằng"]),
        ({"xep": "qua-han"}, ["Biển", "Ấn loát", "Đồng bằng"]),
        ({"xep": "moi"}, ["Đồng bằng", "Ấn loát", "Biển"]),
        ({"xep": "khen-thuong"}, ["Ấn loát", "Biển", "Đồng bằng"]),
    ],
)
def test_filters_and_orders(wanted, expected):
    everything = dict.fromkeys(("loc", "buoc", "tim", "xep", "giam"), "") | wanted

    assert [one.bloc.name for one in reads.chosen_lines(LINES, everything)] == expected


def test_steps_to_choose_from_are_those_where_blocs_are():
    assert dict(reads.step_choices(LINES)) == {
        "tu-cham-diem": "Tự chấm điểm",
        "xong": "Xong",
        "hoi-nghi": "Hội nghị",
    }


def page_of(client, world, role="reviewer", **query):
    client.force_login(world.people[role])
    answer = client.get(world.province.get_absolute_url(), {"ky": "2021"} | query)
    assert answer.status_code == 200
    return answer


def test_a_line_tells_returns_step_papers_and_what_waits(world, client):
    answer = page_of(client, world)

    (row,) = answer.context["rows"]
    returns = world.scoring.round.assessments
    assert row["line"].returns == returns.count()
    assert row["line"].handed_in == returns.filter(state="submitted").count()
    assert row["line"].members == 9
    assert row["line"].new == len(row["papers"]) == 4
    assert row["waits"]["văn bản cần ghi nhận"] == 1
    assert "chưa tải gói hồ sơ lần nào" in answer.text


def test_what_is_new_counts_from_the_last_download_of_ones_own(world, client):
    other = make_user("reviewer", world.province)
    rendering = RenderingFactory(document=world.papers["sent"], form="pack")
    later = clock.now() + timedelta(minutes=1)
    Download.objects.create(province=world.province, rendering=rendering, by=other, at=later)
    assert page_of(client, world).context["new"] == 4

    own = world.people["reviewer"]
    Download.objects.create(province=world.province, rendering=rendering, by=own, at=later)
    DocumentFactory(
        period=world.year, bloc=world.bloc, state="sent", sent_at=later + timedelta(hours=1),
        approved_at=later + timedelta(hours=1),
    )  # fmt: skip

    assert page_of(client, world).context["new"] == 1


def nominate(world, n: int, **fields):
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[n % len(world.units)], source="hand",
        theme=f"Thành tích {n}", **fields,
    )  # fmt: skip


def test_nominations_wait_for_the_specialist_and_opinions_for_the_leader(world, client):
    specialist = make_user("reviewer", world.province)
    specialist.appointments.update(prepares_only=True)
    world.people["specialist"] = fresh(specialist)
    nominate(world, 1, state="submitted_to_snv")
    nominate(world, 2, state="eligibility_checked")
    prepared = nominate(world, 3, state="received")
    Review.objects.create(
        nomination=prepared, bloc=world.bloc, verdict="accept", prepared_at=clock.now()
    )

    def waits(role: str) -> dict[str, int]:
        (row,) = page_of(client, world, role).context["rows"]
        return {word: n for word, n in row["waits"].items() if "văn bản" not in word}

    assert waits("specialist") == {"đề nghị khen thưởng": 1}
    assert waits("reviewer") == {"đề nghị khen thưởng": 1, "ý kiến thẩm định chờ duyệt": 1}
    assert page_of(client, world).context["rows"][0]["line"].nominated == 2
    steps = ("appraised", "council_voted", "approved_by_ubnd", "decided", "notified", "delivered")
    for n, state in enumerate(steps, 4):
        nominate(world, n, state=state)
    assert waits("specialist") == {"đề nghị khen thưởng": 1}
    assert waits("reviewer") == {
        "đề nghị khen thưởng": 1, "ý kiến thẩm định chờ duyệt": 1,
        "đề nghị chờ ghi kết quả Hội đồng": 1, "đề nghị chờ quyết định": 2,
        "khen thưởng chờ thông báo": 1, "khen thưởng chờ trao": 1,
    }  # fmt: skip


def test_results_show_what_was_granted_not_what_was_asked(world, client):
    flag = AwardFactory(code="CTD_TINH")
    decision = Decision.objects.create(
        province=world.province, number="12/QĐ-UBND", date=date(2021, 7, 1),
        issuer="UBND tỉnh", signer="A", at=clock.now(),
    )  # fmt: skip
    for n, award in ((1, AwardFactory()), (2, AwardFactory())):
        made = nominate(world, n, state="decided", award=flag)
        Grant.objects.create(nomination=made, bloc=world.bloc, decision=decision, award=award)
    nominate(world, 3, state="refused")

    (row,) = page_of(client, world).context["rows"]

    assert row["line"].outcome == [(AwardFactory().name.split(" của ")[0], 2)]


def test_following_is_ones_own_and_comes_back_to_the_filtered_page(world, client):
    bloc = world.bloc
    reviewer, other = world.people["reviewer"], make_user("reviewer", world.province)
    client.force_login(reviewer)
    url = reverse("awards:follow", args=[world.province.slug, bloc.slug])

    for _twice in range(2):
        answer = client.post(url, {"loc": "ky=2021&tim=hưng&next=//x.vn"})
    back = f"{world.province.get_absolute_url()}?ky=2021&tim=h%C6%B0ng&next=%2F%2Fx.vn"

    assert answer["Location"] == f"{back}#khoi-{bloc.pk}"
    assert list(Follow.objects.values_list("user", "bloc")) == [(reviewer.pk, bloc.pk)]
    assert len(page_of(client, world, loc="theo-doi").context["rows"]) == 1
    world.people["other"] = other
    assert page_of(client, world, "other", loc="theo-doi").context["rows"] == []

    client.force_login(other)
    client.post(reverse("awards:unfollow", args=[world.province.slug, bloc.slug]))
    assert Follow.objects.count() == 1
    client.force_login(reviewer)
    for _twice in range(2):
        client.post(reverse("awards:unfollow", args=[world.province.slug, bloc.slug]))
    assert Follow.objects.count() == 0


def test_workbook_holds_all_pages_of_what_is_filtered(world, client, monkeypatch):
    other = BlocFactory(province=world.province, name="=Khối An")
    PeriodFactory(bloc=other, kind="year", slug="2021", name="Năm 2021",
                  starts=date(2021, 1, 1), ends=date(2021, 12, 31))  # fmt: skip
    url = reverse("province_xlsx", args=[world.province.slug])

    def names(role: str, **query) -> list[str]:
        client.force_login(world.people[role])
        (sheet,) = spreadsheets.read(client.get(url, {"ky": "2021"} | query).content)
        return [row[1] for row in sheet.rows if row and row[0].isdigit()]

    assert names("reviewer") == ["=Khối An", world.bloc.name]
    assert names("reviewer", tim="hung yen") == [world.bloc.name]
    assert names("reviewer", loc="cho-toi") == [world.bloc.name]
    assert names("observer", loc="cho-toi") == ["=Khối An", world.bloc.name]
    client.force_login(world.people["observer"])
    text = str(spreadsheets.read(client.get(url, {"ky": "2021"}).content)[0].rows)
    assert "Bước" not in text
    assert "Đề nghị khen thưởng" not in text


def test_an_observer_sees_no_step_no_nomination_no_star(world, client):
    nominate(world, 1, state="decided")
    answer = page_of(client, world, "observer", buoc="xong", xep="qua-han")

    (row,) = answer.context["rows"]
    assert row["waits"] == {}
    assert row["line"].nominated == 0
    for word in ("Theo dõi", "Chờ tôi", "Đã nộp tự đánh giá", "Khen thưởng"):
        assert word not in answer.text.split("<main")[-1].split("</main")[0], word


@pytest.mark.parametrize("query", [{}, {"xep": "nop", "loc": "qua-han"}])
def test_queries_do_not_grow_with_the_blocs(world, client, query):
    def blocs(count: int) -> None:
        for _number in range(count):
            bloc = BlocFactory(province=world.province)
            period = PeriodFactory(bloc=bloc, kind="year", slug="2021", name="Năm 2021",
                                   starts=date(2021, 1, 1), ends=date(2021, 12, 31))  # fmt: skip
            unit = MembershipFactory(bloc=bloc).unit
            RenderingFactory(document=DocumentFactory(period=period, bloc=bloc, state="sent"))
            NominationFactory(bloc=bloc, period=period, unit=unit, state="submitted_to_snv")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(world.province.get_absolute_url(), {"ky": "2021"} | query)
        return len(found)

    page_of(client, world, **query)
    counts = [queries()]
    for more in (2, 17):
        blocs(more)
        counts.append(queries())

    assert counts[0] == counts[1] == counts[2]


def test_the_frame_reads_so_many_periods_but_always_those_of_the_address(world, monkeypatch):
    monkeypatch.setattr(context, "MOST_PERIODS", 3)
    for number in range(3):
        PeriodFactory(bloc=BlocFactory(province=world.province, slug=f"a-{number}"))

    def frame(**given):
        match = SimpleNamespace(kwargs=given)
        request = SimpleNamespace(
            user=fresh(world.people["reviewer"]), path="/", resolver_match=match
        )
        return context.frame(request)["frame"]

    path = {"province": world.province.slug, "bloc": world.bloc.slug}
    assert len(frame()["blocs"]) == 3
    here = frame(**path, period="2021")
    assert (here["bloc"], here["period"]) == (world.bloc, world.year)
    assert {row.slug for row in here["bloc_periods"]} == {"2021", "2021-h1"}


def period_of(client, world, role="reviewer"):
    client.force_login(world.people[role])
    return client.get(world.year.get_absolute_url())


def test_a_period_at_a_glance_has_nominations_and_what_waits(world, client):
    sent, inside = nominate(world, 1, state="received"), nominate(world, 2)

    answer = period_of(client, world)

    assert [row["words"].split(":")[0] for row in answer.context["waiting"]] == [
        "Ghi nhận đã nhận",
        "1 đề nghị khen thưởng",
    ]
    assert answer.context["nominations"] == [sent]
    assert sent.get_absolute_url() in answer.text
    desk = period_of(client, world, "secretary").context
    assert (desk["nominations"], desk["waiting"]) == ([sent, inside], [])
    assert period_of(client, world, "observer").context["nominations"] == []


def test_a_scored_period_shows_ranks_and_charts_to_whom_they_are_open(world, client):
    world.scoring.round.assessments.model.objects.filter(pk=world.scoring.assessment.pk).update(
        state="submitted", submitted_at=clock.now(), first_submitted_at=clock.now()
    )
    type(world.scoring.round).objects.filter(pk=world.scoring.round.pk).update(state="agreement")

    answer = period_of(client, world)

    assert answer.context["scores"].rows
    assert not answer.context["scores"].is_frozen
    keys = [head.key for head in answer.context["scores"].heads]
    assert keys == ["rank", "total", "rebased", "band"]
    for role in ("officer", "observer"):
        assert period_of(client, world, role).context["scores"] is None


def test_packs_and_the_summary_are_one_click_away_for_the_department_alone(world, client):
    pages = [reverse(name, args=[world.province.slug]) for name in ("packs", "province_summary")]

    shown = {
        role: [f'href="{url}"' in page_of(client, world, role).text for url in pages]
        for role in ("reviewer", "observer")
    }

    assert shown == {"reviewer": [True, True], "observer": [False, False]}


def test_steps_are_chosen_from_a_list(world, client):
    answer = page_of(client, world)
    (row,) = answer.context["rows"]

    form = answer.context["form"]
    assert [code for code, _label in form["buoc"].field.widget.choices] == [
        "",
        row["line"].step_code,
    ]
    assert f'<option value="{row["line"].step_code}">' in answer.text
