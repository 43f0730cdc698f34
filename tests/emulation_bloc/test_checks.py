"""`check --deploy` refuses a demonstration and says what else is not ready."""

import pytest
from django.core import checks


def asked(**given) -> set[str]:
    """The ids of this product's own messages."""
    found = checks.run_checks(include_deployment_checks=True, **given)
    return {message.id for message in found if message.id.startswith("emulation_bloc.")}


@pytest.fixture
def ready(settings, tmp_path):
    """Settings as a real installation has them."""
    settings.DEMO = False
    settings.IS_SECURE = True
    settings.SENDS_MAIL = True
    settings.SECRET_KEY = "given from outside"
    settings.VAR_DIR = tmp_path
    return settings


def test_a_real_installation_has_nothing_to_say(ready):
    assert asked() == set()


def test_demo_mode_is_an_error(ready):
    ready.DEMO = True

    found = checks.run_checks(include_deployment_checks=True)

    assert [one.level for one in found if one.id == "emulation_bloc.E001"] == [checks.ERROR]


def test_a_key_that_the_machine_made_for_itself_is_told(ready, tmp_path):
    (tmp_path / "secret_key").write_text(ready.SECRET_KEY + "\n", encoding="utf-8")

    assert asked() == {"emulation_bloc.W001"}


def test_a_key_given_beside_an_older_one_is_not_told(ready, tmp_path):
    (tmp_path / "secret_key").write_text("made earlier", encoding="utf-8")

    assert asked() == set()


def test_an_address_without_https_is_told(ready):
    ready.IS_SECURE = False

    assert asked() == {"emulation_bloc.W002"}


def test_nothing_is_asked_outside_a_deployment_check(ready):
    ready.DEMO = True

    assert [one for one in checks.run_checks() if one.id.startswith("emulation_bloc.")] == []


def test_letters_that_reach_nobody_are_told(ready):
    ready.SENDS_MAIL = False

    assert asked() == {"emulation_bloc.W003"}
