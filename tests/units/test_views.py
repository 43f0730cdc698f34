"""Signing in, a bloc's settings, units and trail, opening and closing periods, over the pages."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ProvinceFactory, UserFactory, make_user, trail
from units import actions
from units.models import Period, Province
from units.queries import paper_settings, value_words

LOGIN = "/dang-nhap/"
WINDOWS = {
    "report_due": "15/6/2022",
    "draft_due": "30/6/2022",
    "meeting_from": "01/7/2022",
    "meeting_due": "31/7/2022",
    "send_due": "05/8/2022",
}
PAPERS = {
    "parent_line": "UBND TỈNH",
    "issuer_lines": "KHỐI THI ĐUA\nKINH TẾ",
    "symbol": "ktđkt",
    "place": "Hưng Yên",
    "numbering": "typed",
    "copies": "4",
    "recipients": "- Sở Nội vụ;\n- Lưu: VT.",
}


def entered(world, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def test_sign_in_goes_on_to_the_page_asked_for(client, db):
    user = UserFactory()
    given = {"username": user.username, "password": "mat-khau-thu", "next": "/hung-yen/?ky=2021"}

    answer = client.post(LOGIN, given)

    assert (answer.status_code, answer["Location"]) == (302, "/hung-yen/?ky=2021")


@pytest.mark.parametrize(
    "elsewhere", ["https://xau.vn/", "//xau.vn", "/\\xau.vn", "javascript:alert(1)", "http:///xau"]
)
def test_sign_in_never_leads_to_another_site(client, db, elsewhere):
    user = UserFactory()
    given = {"username": user.username, "password": "mat-khau-thu", "next": elsewhere}

    assert client.post(LOGIN, given)["Location"] == "/"


@pytest.mark.parametrize(
    "given",
    [
        {"username": "ai.do", "password": "sai"},
        {"username": "", "password": ""},
        {"username": "a\x00b", "password": "c\x00d"},
        {"username": "a" * 151, "password": "b" * 129},
    ],
)
def test_a_wrong_sign_in_is_explained(client, db, given):
    answer = client.post(LOGIN, given)

    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


def test_somebody_switched_off_does_not_enter(client, db):
    user = UserFactory(is_active=False)

    answer = client.post(LOGIN, {"username": user.username, "password": "mat-khau-thu"})

    assert answer.status_code == 422
    assert "chưa đúng" in answer.content.decode()


def test_sign_out_is_a_post(client, world):
    client.force_login(world.people["head"])

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/")["Location"] == LOGIN
    assert "_auth_user_id" not in client.session


def test_a_new_password_keeps_the_session(client, db):
    user = UserFactory()
    client.force_login(user)
    wanted = "Biển-xanh-2021"
    given = {"old_password": "mat-khau-thu", "new_password1": wanted, "new_password2": wanted}

    answer = client.post("/doi-mat-khau/", given)

    assert answer.status_code == 302
    assert client.get("/").status_code == 200
    user.refresh_from_db()
    assert user.check_password(wanted)


def test_one_click_enters_as_a_role_of_the_demonstration(client, world, settings):
    Province.objects.filter(pk=world.province.pk).update(is_demo=True, demo_day=date(2021, 7, 12))
    settings.DEMO = True
    settings.AUTHENTICATION_BACKENDS = ["units.backends.DemoBackend"]
    username = world.people["secretary"].username

    page = client.get(LOGIN).content.decode()
    answer = client.post(f"{LOGIN}trinh-dien/", {"username": username})

    assert f'value="{username}"' in page
    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(world.people["secretary"].pk)


def test_nobody_of_a_real_province_enters_with_one_click(client, world, settings):
    demo = ProvinceFactory(is_demo=True, demo_day=date(2021, 7, 12))
    make_user("reviewer", demo)
    settings.DEMO = True
    settings.AUTHENTICATION_BACKENDS = ["units.backends.DemoBackend"]
    given = {"username": world.people["secretary"].username}

    assert client.post(f"{LOGIN}trinh-dien/", given).status_code == 404
    assert client.post(f"{LOGIN}trinh-dien/", {"username": "a\x00"}).status_code == 404


def test_outside_demo_mode_there_is_no_click(client, world):
    Province.objects.update(is_demo=True, demo_day=date(2021, 7, 12))
    username = world.people["secretary"].username

    assert client.post(f"{LOGIN}trinh-dien/", {"username": username}).status_code == 404
    assert username not in client.get(LOGIN).content.decode()


def test_settings_hold_from_today(world):
    url = reverse("units:settings", kwargs=world.path)

    answer = entered(world, "secretary").post(url, PAPERS)

    now = paper_settings(world.bloc, date(2021, 7, 12))
    assert answer.status_code == 302
    assert (now.symbol, now.numbering, now.copies) == ("KTĐKT", "typed", 4)
    assert now.issuer_lines == ("KHỐI THI ĐUA", "KINH TẾ")
    assert now.recipients == ("- Sở Nội vụ;", "- Lưu: VT.")
    assert now.has_check_foot is False
    assert paper_settings(world.bloc, date(2021, 7, 11)).symbol == "KTĐ"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"symbol": "KT/Đ"}, "symbol"),
        ({"symbol": ""}, "symbol"),
        ({"numbering": "khac"}, "numbering"),
        ({"copies": "0"}, "copies"),
        ({"place": "x" * 61}, "place"),
        ({"place": "Hưng\x00Yên"}, "place"),
        ({"issuer_lines": ""}, "issuer_lines"),
    ],
)
def test_settings_that_cannot_be_are_refused_at_their_field(world, wrong, field):
    url = reverse("units:settings", kwargs=world.path)

    answer = entered(world, "head").post(url, PAPERS | wrong)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert paper_settings(world.bloc, date(2021, 7, 12)).symbol == "KTĐ"


def test_the_head_gives_and_takes_back_the_deputys_approval(world):
    head = entered(world, "head")
    row = world.people["deputy"].appointments.get(role="deputy")
    at = [world.province.slug, world.bloc.slug, row.pk]

    head.post(reverse("units:assign_deputy", args=at), {"acting_to": "31/7/2021"})
    row.refresh_from_db()
    given = row.acting_to
    head.post(reverse("units:take_back_deputy", args=at))
    row.refresh_from_db()

    assert (given, row.acting_from, row.acting_to) == (date(2021, 7, 31), None, None)
    assert trail(world.bloc)[-2:] == ["deputy_assigned", "deputy_taken_back"]


@pytest.mark.parametrize("day", ["01/01/2021", "32/7/2021", "\x00"])
def test_a_deputys_approval_ends_on_a_day_to_come(world, day):
    row = world.people["deputy"].appointments.get(role="deputy")
    url = reverse("units:assign_deputy", args=[world.province.slug, world.bloc.slug, row.pk])

    page = entered(world, "head").post(url, {"acting_to": day}, follow=True).content.decode()

    row.refresh_from_db()
    assert row.acting_from is None
    assert "Ngày" in page


def test_units_page_lists_the_members_of_today(world):
    late = world.bloc.memberships.order_by("position").last()
    late.ends = date(2021, 6, 30)
    late.save()

    page = entered(world, "officer").get(reverse("units:units", kwargs=world.path))

    assert [row.unit for row in page.context["members"]] == world.units[:-1]
    assert page.context["head"].user == world.people["head"]


def test_a_period_opens_with_the_usual_calendar(world):
    client = entered(world, "secretary")
    url = reverse("units:open_period", kwargs=world.path)

    shown = client.get(url, {"loai": "year"}).context["form"].initial
    answer = client.post(url, {"kind": "half_year", "year": "2022"} | WINDOWS)

    made = Period.objects.get(bloc=world.bloc, slug="2022-h1")
    assert (shown["kind"], shown["report_due"]) == ("year", date(2021, 11, 15))
    assert answer["Location"] == made.get_absolute_url()
    assert made.meeting_due == date(2022, 7, 31)


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": "2021"},
        {"year": "1999"},
        {"year": "x"},
        {"kind": "quy"},
        {"send_due": "01/7/2022"},
        {"meeting_due": "31/6/2022"},
        {"report_due": "2022\x00"},
    ],
)
def test_a_period_that_cannot_be_is_refused(world, wrong):
    given = {"kind": "half_year", "year": "2022"} | WINDOWS | wrong

    answer = entered(world, "secretary").post(
        reverse("units:open_period", kwargs=world.path), given
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert world.bloc.periods.count() == 2


def test_dates_move_with_a_reason(world):
    url = reverse("units:windows", kwargs=world.period_path)
    days = {name: day.replace("2022", "2021") for name, day in WINDOWS.items()}
    client = entered(world, "secretary")

    without = client.post(url, days)
    moved = client.post(url, days | {"send_due": "20/8/2021", "reason": "Theo công văn 12."})

    world.period.refresh_from_db()
    assert (without.status_code, moved.status_code) == (422, 302)
    assert set(without.context["form"].errors) == {"reason"}
    assert world.period.send_due == date(2021, 8, 20)
    assert trail(world.bloc)[-2:] == ["windows_changed", "round_due_moved"]


def test_a_period_is_closed_once_and_for_good(world):
    client = entered(world, "head")
    url = reverse("units:close_period", kwargs=world.period_path)

    asked = client.get(url)
    first, second = client.post(url), client.post(url, follow=True)

    world.period.refresh_from_db()
    assert "không hoàn lại được" in asked.content.decode()
    assert (first.status_code, world.period.state) == (302, "closed")
    assert trail(world.bloc).count("period_closed") == 1
    assert "notice" in second.content.decode()


def test_the_trail_is_read_in_words(world):
    actions.change_windows(
        world.period,
        windows={"send_due": date(2021, 8, 20)},
        by=world.people["secretary"],
        reason="<b>Theo công văn</b>",
    )

    answer = entered(world, "head").get(reverse("units:audit", kwargs=world.path))

    (row,) = [one for one in answer.context["page"] if one.action == "windows_changed"]
    page = answer.content.decode()
    assert row.changes == [("hạn gửi Sở Nội vụ", "05/8/2021", "20/8/2021")]
    assert "Đổi thời hạn của kỳ" in page
    assert "&lt;b&gt;Theo công văn&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("role", "head", "Trưởng khối"),
        ("starts", "2021-01-04", "04/01/2021"),
        ("at", "2021-11-21T23:33:33.211216+00:00", "06:33 22/11/2021"),
        ("title", "2021-02-31", "2021-02-31"),
        ("numbering", "typed", "nhập số văn thư cấp"),
        ("has_check_foot", True, "có"),
        ("has_check_foot", False, "không"),
        ("issuer_lines", ["A", "B"], "A, B"),
        ("copies", 3, "3"),
        ("reason", None, ""),
    ],
)
def test_values_of_the_trail_are_put_in_words(name, value, words):
    assert value_words(name, value) == words


def test_the_trail_is_filtered_by_person_and_day(world):
    client = entered(world, "head")
    url = reverse("units:audit", kwargs=world.path)
    who = world.people["officer"].full_name

    by_person = client.get(url, {"nguoi": who}).context["page"]
    by_day = client.get(url, {"tu": "12/7/2021", "den": "12/7/2021"}).context["page"]
    before = client.get(url, {"den": "11/7/2021"}).context["page"]

    assert {row.user for row in by_person} == {world.people["officer"]}
    assert by_day.paginator.count == len(trail(world.bloc))
    assert before.paginator.count == 0


@pytest.mark.parametrize("query", ["nguoi=%00", "tu=%00", "trang=%00", "trang=-1", "den=31/2/2021"])
def test_a_mistyped_filter_is_no_error_page(world, query):
    url = reverse("units:audit", kwargs=world.path)

    assert entered(world, "head").get(f"{url}?{query}").status_code == 200
