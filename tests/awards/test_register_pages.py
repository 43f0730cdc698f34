"""The register on screen: who finds what, what the department enters, attaches and annuls."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.actions.register import carry_over, register_award
from awards.models import Decision, Grant, RegisterEntry, UnitEvent
from emulation_bloc.lib import clock
from tests.awards.factories import AwardFactory, NominationFactory
from tests.factories import MembershipFactory, make_user
from units.models import Membership, Unit

pytestmark = pytest.mark.django_db
DAY = date(2021, 1, 20)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def member() -> Membership:
    return MembershipFactory(starts=date(2000, 1, 1))


def entered(
    unit: Unit, number: str = "12/QĐ-UBND", code: str = "BK_TINH", **values
) -> RegisterEntry:
    wanted = {"date": DAY, "year": 2020, "reason": "merit", "by": None} | values
    return register_award(unit, AwardFactory(code=code), number=number, **wanted)


def browser(role: str, scope: object, **given: object) -> Client:
    client = Client()
    client.force_login(make_user(role, scope, **given))
    return client


def address(name: str, member: Membership, *more: object) -> str:
    home = member.bloc
    is_wide = "province" in name or "entry" in name
    places = [home.province.slug] if is_wide else [home.province.slug, home.slug]
    return reverse(f"awards:{name}", args=[*places, *more])


def numbers(client: Client, url: str) -> list[str]:
    return [row.number for row in client.get(url).context["page"]]


def test_the_list_hands_out_the_file_of_a_decision_recorded_here(member):
    row = NominationFactory(
        bloc=member.bloc, unit=member.unit, state="decided", award=AwardFactory(code="BK_TINH")
    )
    decision = Decision.objects.create(
        province=member.unit.province, number="7/QĐ", date=DAY, file="7.pdf", at=clock.now()
    )
    Grant.objects.create(bloc=row.bloc, nomination=row, decision=decision, award=row.award)
    first = entered(member.unit, number="7/QĐ", nomination=row)
    second = entered(member.unit, number="8/QĐ")

    text = browser("secretary", member.bloc).get(address("register", member)).text

    place = member.unit.province.slug
    assert reverse("awards:register_file", args=[place, first.pk]) in text
    assert reverse("awards:register_file", args=[place, second.pk]) not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["3/QĐ", "2/QĐ", "1/QĐ"]),
        ("q=dinh+van", ["2/QĐ"]),
        ("q=ĐÌNH", ["2/QĐ"]),
        ("q=khong+co+ai", []),
        ("nam=2019", ["3/QĐ"]),
        ("nam=mot", ["3/QĐ", "2/QĐ", "1/QĐ"]),
        ("khen_thuong=CTD_TINH", ["1/QĐ"]),
        ("loai=title&q=1/QĐ", ["1/QĐ"]),
        ("thanh_tich=sudden", ["3/QĐ"]),
        ("doi_tuong=person", ["2/QĐ"]),
        ("cap=state", []),
        ("xep=nam", ["1/QĐ", "2/QĐ", "3/QĐ"]),
        ("hieu_luc=huy", []),
    ],
)
def test_entries_are_found_by_filters_and_words(member, asked, found):
    entered(member.unit, "1/QĐ", "CTD_TINH", date=date(2021, 1, 1))
    entered(member.unit, "2/QĐ", date=date(2021, 1, 2), subject="person", subject_name="Đình Văn")
    entered(member.unit, "3/QĐ", date=date(2021, 1, 3), year=2019, reason="sudden")

    listed = numbers(browser("officer", member.unit), address("register", member) + f"?{asked}")

    assert listed == found


def test_the_province_sees_all_and_a_bloc_its_own(member):
    other = MembershipFactory(bloc__province=member.bloc.province)
    entered(member.unit, "1/QĐ")
    entered(other.unit, "2/QĐ")
    reviewer = browser("reviewer", member.bloc.province)

    assert numbers(reviewer, address("province_register", member)) == ["1/QĐ", "2/QĐ"]
    assert numbers(reviewer, address("register", member)) == ["1/QĐ"]
    head = browser("head", other.bloc)
    assert numbers(head, address("register", other)) == ["2/QĐ"]
    assert head.get(address("register", member)).status_code == 404


def test_the_workbook_holds_what_was_filtered_titles_apart(member):
    entered(member.unit, "1/QĐ", "CTD_TINH")
    entered(member.unit, "2/QĐ", subject="person", subject_name="=1+1")

    url = address("register", member) + "?tai=xlsx&doi_tuong=person"
    answer = browser("officer", member.unit).get(url)

    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)[3:]
    assert len(rows) == 1
    assert (rows[0][2], rows[0][4], rows[0][8]) == ("=1+1", None, "2/QĐ")


def posted(unit: Unit, **values: object) -> dict:
    return {
        "unit": unit.pk, "subject": "unit", "subject_name": "", "award": AwardFactory().pk,
        "reason": "merit", "year": "2019", "number": "7/QĐ-UBND", "date": "20/01/2020",
        "amount": "4.470.000",
    } | values  # fmt: skip


def test_the_department_enters_an_award_with_its_file(member):
    reviewer = browser("reviewer", member.bloc.province)
    upload = SimpleUploadedFile("qd.pdf", PDF)

    answer = reviewer.post(address("add_entry", member), posted(member.unit, file=upload))

    made = RegisterEntry.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.date, made.amount, made.name) == (date(2020, 1, 20), 4470000, "qd.pdf")
    assert "4.470.000 đồng" in reviewer.get(answer.url).text
    given = browser("observer", member.bloc.province).get(
        address("register_entry", member, made.pk) + "tep/"
    )
    assert b"".join(given.streaming_content) == PDF
    assert "attachment" in given["Content-Disposition"]


@pytest.mark.parametrize(
    "values",
    [
        {"date": "20/01/2120"},
        {"year": "2021"},
        {"subject": "person"},
        {"number": ""},
        {"file": SimpleUploadedFile("qd.pdf", b"MZ khong phai pdf")},
    ],
)
def test_a_wrong_entry_is_told_and_not_written(member, values):
    reviewer = browser("reviewer", member.bloc.province)

    answer = reviewer.post(address("add_entry", member), posted(member.unit, **values))

    assert answer.status_code == 422
    assert not RegisterEntry.objects.exists()


def test_nobody_writes_about_the_own_unit(member):
    entry = entered(member.unit)
    own = make_user("reviewer", member.bloc.province, unit=member.unit)
    client = Client()
    client.force_login(own)
    other = MembershipFactory(bloc__province=member.bloc.province)

    assert client.post(address("annul_entry", member, entry.pk)).status_code == 422
    assert client.post(address("add_entry", member), posted(other.unit)).status_code == 302


def test_a_replaced_file_goes_unless_a_copy_has_it(member, django_capture_on_commit_callbacks):
    old = MembershipFactory(bloc=member.bloc).unit
    UnitEvent.objects.create(
        unit=old, successor=member.unit, kind="absorb", date=date(2001, 1, 1), decision="1/QĐ"
    )
    entry = entered(old)
    reviewer = browser("reviewer", member.bloc.province)
    url = entry.get_absolute_url() + "dinh-kem/"
    paths = []
    for turn in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            upload = SimpleUploadedFile("qd.pdf", PDF)
            assert reviewer.post(url, {"file": upload}).status_code == 302
        entry.refresh_from_db()
        paths.append(entry.file)
        if turn == 1:
            carry_over(entry, member.unit, "CV 1", by=None)

    assert [default_storage.exists(path) for path in paths] == [False, True, True]


def test_an_annulled_entry_stays_with_its_ground(member):
    entry = entered(member.unit)
    reviewer = browser("reviewer", member.bloc.province)
    url = address("annul_entry", member, entry.pk)

    assert reviewer.post(url, {"on": "01/02/2021", "why": ""}).status_code == 422
    assert reviewer.post(url, {"on": "01/02/2021", "why": "QĐ 9/QĐ-UBND"}).status_code == 302
    assert reviewer.post(url, {"on": "01/02/2021", "why": "QĐ 9/QĐ-UBND"}).status_code == 422

    page = browser("officer", member.unit).get(entry.get_absolute_url())
    assert "QĐ 9/QĐ-UBND" in page.text
    assert (
        reverse("awards:annul_entry", args=[member.bloc.province.slug, entry.pk]) not in page.text
    )


def test_a_merged_unit_shows_its_predecessors_and_carries_by_paper(member):
    old = MembershipFactory(bloc=member.bloc).unit
    UnitEvent.objects.create(
        unit=old, successor=member.unit, kind="merge", date=date(2001, 1, 1), decision="1/QĐ"
    )
    entry = entered(old)
    reviewer = browser("reviewer", member.bloc.province)
    url = address("carry_over", member, member.unit.slug, entry.pk)
    page = address("unit_history", member, member.unit.slug)

    assert "Chưa được tính" in reviewer.get(page).text
    assert reviewer.post(url, {"paper": ""}).status_code == 422
    assert reviewer.post(url, {"paper": "CV 5/SNV"}).status_code == 302
    assert reviewer.post(url, {"paper": "CV 5/SNV"}).status_code == 302

    assert RegisterEntry.objects.get(unit=member.unit).carried_by_paper == "CV 5/SNV"
    text = browser("officer", member.unit).get(page).text
    assert old.name in text
    assert "Đã kế thừa bằng văn bản" in text
    assert url not in text
