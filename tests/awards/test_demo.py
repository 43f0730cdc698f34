"""The demonstration: built by actions, may run twice, refuses real data; its accounts."""

import io
import json

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse

from awards.management.demo.story import STAGES
from awards.models import Check, Decision
from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from meetings.models import Conclusion, Meeting
from tests.factories import ProvinceFactory
from units.models import AuditEntry, Province, User
from units.queries import demo_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    """Demo mode, with the clock on the demonstration's day."""
    settings.DEMO = True
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "units.backends.DemoBackend",
    ]
    clock.set_demo_day_source(demo_day)


def seed(stage: str) -> None:
    """Run the command."""
    call_command("seed_demo", "--stage", stage, stdout=io.StringIO())


def counts() -> list[int]:
    """How much there is of everything the story makes."""
    return [model.objects.count() for model in (User, Meeting, Conclusion, Document, AuditEntry)]


@pytest.mark.parametrize("stage", ["approved", STAGES[-1]])  # each stage tells those before it
def test_seed_demo_twice_changes_nothing(stage):
    seed(stage)
    before = counts()

    seed(stage)

    assert counts() == before


def test_the_conditions_of_the_demonstration_rest_on_figures_and_papers_say_invented():
    seed("decided")

    found = set(Check.objects.values_list("outcome", "decided"))
    assert found == {("fit", "")}
    proposal = Document.objects.get(kind="proposal")
    assert proposal.snapshot["mark"] == "SỐ LIỆU GIẢ ĐỊNH"
    decision = Decision.objects.get()
    with default_storage.open(decision.file) as scan:
        assert scan.read().startswith(b"%PDF")


def test_seed_demo_goes_on_from_an_earlier_stage_and_never_back():
    seed("planned")
    assert str(clock.today()) == "2021-07-01"

    seed("approved")
    seed("meeting")

    assert str(clock.today()) == "2021-07-12"
    bloc = Document.objects.filter(bloc__slug="kinh-te-ky-thuat").approved()
    assert {paper.label for paper in bloc} == {"01/BB-KTĐKTKT", "01/BC-KTĐKTKT", "01/BGU-KTĐKTKT"}


def test_seed_demo_has_a_second_province_with_papers_of_its_own():
    seed("approved")

    assert Province.objects.filter(is_demo=True).count() == 2
    assert Document.objects.approved().filter(bloc__province__slug="thai-binh").count() == 1
    assert Rendering.objects.exclude(state="queued").count() == 0


def test_seed_demo_refuses_where_real_data_lie():
    ProvinceFactory(is_demo=False)

    with pytest.raises(CommandError, match="dữ liệu thật"):
        seed("planned")

    assert User.objects.count() == 0


def test_demo_commands_refuse_outside_demo_mode(settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        seed("planned")
    with pytest.raises(CommandError):
        call_command("demo_accounts", stdout=io.StringIO())


def test_demo_accounts_sign_in_with_their_passwords(client):
    seed("planned")
    shown = io.StringIO()

    call_command("demo_accounts", "--json", stdout=shown)

    rows = json.loads(shown.getvalue())
    roles = {row["role"] for row in rows}
    assert roles >= {"secretary", "head", "deputy", "officer", "leader", "appraiser", "reviewer"}
    assert roles >= {"observer", "operator", "chair"}
    secretary = next(row for row in rows if row["username"] == "thuky")
    answer = client.post(
        reverse("units:login"), {"username": "thuky", "password": secretary["password"]}
    )
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


def test_demo_passwords_differ_with_the_key_of_the_installation(settings, client):
    seed("planned")
    shown = io.StringIO()
    call_command("demo_accounts", "--json", stdout=shown)
    password = json.loads(shown.getvalue())[0]["password"]

    settings.SECRET_KEY = "another installation"  # a test's own

    answer = client.post(reverse("units:login"), {"username": "thuky", "password": password})
    assert answer.status_code == 422


def test_one_click_enters_as_a_role_in_a_demonstration_only(client, settings):
    seed("planned")
    assert "Thư ký khối" in client.get(reverse("units:login")).content.decode()
    answer = client.post(reverse("units:demo_login"), {"username": "chuong.do"})
    assert answer.status_code == 302

    client.logout()
    settings.DEMO = False

    assert "Bản trình diễn" not in client.get(reverse("units:login")).content.decode()
    assert client.post(reverse("units:demo_login"), {"username": "chuong.do"}).status_code == 404
