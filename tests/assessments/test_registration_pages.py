"""The registrations' pages: who sees what, with and without scripts; nothing typed is lost."""

import pytest
from django.urls import reverse

from assessments.models import Registration, Target
from tests.assessments.factories import CriterionFactory, RegistrationFactory, TargetFactory
from tests.factories import MembershipFactory, make_user

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def registration():
    """A draft with one target that is fed to a criterion of two parts."""
    member = MembershipFactory()
    made = RegistrationFactory(bloc=member.bloc, unit=member.unit)
    parts = [
        {"kind": "proportional", "label": word, "params": {"points": "5"}}
        for word in ("Một", "Hai")
    ]
    CriterionFactory(
        criteria_set__bloc=member.bloc,
        criteria_set__state="frozen",
        code="1.1",
        text="Chỉ tiêu chủ yếu",
        kind="proportional",
        parts=parts,
    )
    TargetFactory(registration=made, criterion_code="1.1", part=0)
    return made


@pytest.fixture
def officer(client, registration):
    """The officer of the unit, signed in."""
    user = make_user("officer", registration.unit)
    client.force_login(user)
    return client


def address(registration, name: str, *more) -> str:
    bloc = registration.bloc
    return reverse(f"assessments:{name}", args=[bloc.province.slug, bloc.slug, *more])


def row_address(registration, name: str = "save_registration_row", *more) -> str:
    row = registration.targets.first()
    return address(registration, name, registration.pk, "targets", row.pk, *more)


def typed(**values):
    return {"revision": 1, "content": "Giải ngân", "measure": "%", "plan": "97,5"} | values


@pytest.mark.parametrize("plan", ["97,5", "97.5"])
def test_row_saves_itself(officer, registration, plan):
    answer = officer.post(row_address(registration), typed(plan=plan, feeds="1.1:1"), **JSON)

    assert answer.status_code == 200
    assert answer.json()["revision"] == 2
    row = registration.targets.get()
    assert (str(row.plan.normalize()), row.criterion_code, row.part) == ("97.5", "1.1", 1)
    assert "97,5" in officer.get(registration.get_absolute_url()).text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("plan", "nhiều"),
        ("plan", "1e309"),
        ("base", "9" * 30),
        ("plan", "1,23456"),
        ("plan", "1" * 10000),
        ("content", ""),
        ("content", "x" * 10000),
        ("content", "a\x00b"),
        ("feeds", "9.9:0"),
    ],
)
def test_bad_input_is_a_sentence_and_stays_in_its_field(officer, registration, field, text):
    url, values = row_address(registration), typed(**{field: text})

    answer, plain = officer.post(url, values, **JSON), officer.post(url, values)

    assert (answer.status_code, plain.status_code) == (422, 422)
    assert set(answer.json()["errors"]) == {field}
    if field != "feeds":
        assert text.replace("\x00", "")[:100] in plain.text.replace("\x00", "")
    assert registration.targets.get().revision == 1


def test_stale_save_shows_both_texts(officer, registration):
    url = row_address(registration)
    officer.post(url, typed(measure="tỷ đồng", plan="100"), **JSON)

    answer, plain = (
        officer.post(url, typed(measure="km"), **JSON),
        officer.post(url, typed(measure="km")),
    )

    assert (answer.status_code, plain.status_code) == (409, 409)
    assert answer.json()["theirs"] == {"measure": "tỷ đồng", "plan": "100"}
    assert "tỷ đồng" in plain.text
    assert 'value="km"' in plain.text


def test_rows_are_added_moved_and_deleted_without_scripts(officer, registration):
    add = address(registration, "add_registration_row", registration.pk, "titles")
    refused = officer.post(add, {"subject": "unit", "name": "", "count": "1"})
    done = officer.post(add, {"subject": "unit", "name": "Cờ thi đua của UBND tỉnh", "count": "1"})
    assert (refused.status_code, done.status_code) == (422, 302)
    title = registration.aimedtitles.get()
    assert done["Location"].endswith(f"#titles-{title.pk}")

    assert (
        officer.post(row_address(registration, "move_registration_row", "len")).status_code == 302
    )
    assert (
        officer.post(row_address(registration, "move_registration_row", "ngang")).status_code == 404
    )
    assert officer.post(row_address(registration, "delete_registration_row")).status_code == 302
    assert not Target.objects.exists()


def test_row_of_another_registration_or_part_does_not_exist(officer, registration):
    theirs = TargetFactory(registration=RegistrationFactory(bloc=registration.bloc))
    other = address(registration, "save_registration_row", registration.pk, "targets", theirs.pk)
    wrong = address(registration, "add_registration_row", registration.pk, "la")

    assert officer.post(other, typed()).status_code == 404
    assert officer.post(wrong, {}).status_code == 404


def test_unit_starts_from_the_list_once(client):
    member = MembershipFactory()
    client.force_login(make_user("officer", member.unit))
    at = [member.bloc.province.slug, member.bloc.slug]
    home, url = (
        reverse("assessments:registrations", args=at),
        reverse("assessments:start_registration", args=at),
    )
    assert "Soạn bản đăng ký" in client.get(home).text
    assert "hết ngày 10/02/2021" in client.get(home).text

    first = client.post(url, {"unit": member.unit.pk, "year": "2021"})
    second = client.post(url, {"unit": member.unit.pk, "year": "2021"})

    made = Registration.objects.get()
    assert first["Location"] == second["Location"] == made.get_absolute_url()
    assert "Soạn tiếp" in client.get(home).text


@pytest.mark.parametrize(("unit", "year"), [("other", "2021"), ("own", "2030"), ("own", "x")])
def test_start_for_another_unit_or_year_makes_nothing(client, unit, year):
    own, other = MembershipFactory(), MembershipFactory()
    client.force_login(make_user("officer", own.unit))
    given = own.unit if unit == "own" else other.unit
    url = reverse("assessments:start_registration", args=[own.bloc.province.slug, own.bloc.slug])

    client.post(url, {"unit": given.pk, "year": year})

    assert not Registration.objects.exists()


def test_list_names_who_has_registered_only_to_who_follows(client, registration):
    other = MembershipFactory(bloc=registration.bloc)
    RegistrationFactory(bloc=registration.bloc, unit=other.unit, state="submitted")
    url = address(registration, "registrations")
    shown = {}

    for role in ("secretary", "appraiser", "officer"):
        scope = registration.unit if role == "officer" else registration.bloc
        client.force_login(make_user(role, scope))
        answer = client.get(url).text
        shown[role] = (other.unit.name in answer, registration.unit.name in answer)

    assert shown == {"secretary": (True, True), "appraiser": (True, True), "officer": (False, True)}


def test_draft_is_hidden_from_the_desk_and_its_state_is_not(client, registration):
    client.force_login(make_user("secretary", registration.bloc))

    assert client.get(registration.get_absolute_url()).status_code == 404
    answer = client.get(address(registration, "registrations")).text
    assert "Đang soạn" in answer
    assert registration.get_absolute_url() not in answer


def test_leader_submits_secretary_reopens_with_a_reason(client, registration):
    submit = address(registration, "submit_registration", registration.pk)
    reopen = address(registration, "reopen_registration", registration.pk)
    client.force_login(make_user("leader", registration.unit))
    client.post(submit)
    assert "data-autosave" not in client.get(registration.get_absolute_url()).text
    client.force_login(make_user("secretary", registration.bloc))
    page = client.get(registration.get_absolute_url())
    assert "1.1. Chỉ tiêu chủ yếu – Một" in page.text

    assert client.post(reopen, {"reason": ""}).status_code == 422
    done = client.post(reopen, {"reason": "Thiếu chỉ tiêu."})

    assert done["Location"].endswith("/dang-ky/?nam=2021")
    assert Registration.objects.get().state == "draft"


def test_copy_answers_in_words(officer, registration):
    url = address(registration, "copy_registration", registration.pk)
    assert "Chưa có bản đăng ký của năm trước" in officer.post(url, follow=True).text
    last = RegistrationFactory(bloc=registration.bloc, unit=registration.unit, year=2020)
    TargetFactory(registration=last, content="Thu ngân sách")

    assert "Đã chép 1 chỉ tiêu" in officer.post(url, follow=True).text
    assert "đều đã có ở đây" in officer.post(url, follow=True).text


def test_criterion_that_is_gone_is_still_named(officer, registration):
    registration.targets.update(criterion_code="7.7")

    assert "7.7 (không còn trong bộ tiêu chí)" in officer.get(registration.get_absolute_url()).text
