"""Values from the environment."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from emulation_bloc.lib import env


def test_text_comes_from_the_environment_or_the_default(monkeypatch):
    monkeypatch.setenv("PLACE", "Hưng Yên")

    assert env.text("PLACE", "x") == "Hưng Yên"
    assert env.text("NOT_THERE", "x") == "x"


def test_text_comes_from_a_file_when_the_name_says_so(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("từ tệp\n", encoding="utf-8")
    monkeypatch.setenv("SECRET_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("SECRET", "từ biến")

    assert env.text("SECRET") == "từ tệp"


@pytest.mark.parametrize(
    ("value", "expected"), [("true", True), ("TRUE", True), ("false", False), ("False", False)]
)
def test_flag_reads_true_and_false(monkeypatch, value, expected):
    monkeypatch.setenv("SWITCH", value)

    assert env.flag("SWITCH", default=not expected) is expected


@pytest.mark.parametrize("value", ["", "1", "yes", "on", "đúng", " true"])
def test_flag_stops_the_start_at_anything_else(monkeypatch, value):
    monkeypatch.setenv("SWITCH", value)

    with pytest.raises(ImproperlyConfigured, match="SWITCH must be true or false"):
        env.flag("SWITCH", default=True)


def test_flag_has_a_default(monkeypatch):
    monkeypatch.delenv("SWITCH", raising=False)

    assert env.flag("SWITCH", default=True) is True
    assert env.flag("SWITCH", default=False) is False


def test_number_reads_whole_numbers(monkeypatch):
    monkeypatch.setenv("COUNT", "12")

    assert env.number("COUNT", 3) == 12
    assert env.number("NOT_THERE", 3) == 3


@pytest.mark.parametrize("value", ["", "-1", "1.5", "1", "mười", "²"])
def test_number_stops_the_start_at_anything_else(monkeypatch, value):
    monkeypatch.setenv("COUNT", value)

    with pytest.raises(ImproperlyConfigured, match="COUNT must be a whole number from 2 up"):
        env.number("COUNT", 3, least=2)


def test_words_drop_blanks(monkeypatch):
    monkeypatch.setenv("HOSTS", " a.vn, ,b.vn,")

    assert env.words("HOSTS") == ["a.vn", "b.vn"]
    assert env.words("NOT_THERE", "c.vn") == ["c.vn"]


def test_kept_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "new" / "secret"

    first = env.kept_secret(path, "một")
    second = env.kept_secret(path, "hai")

    assert (first, second) == ("một", "một")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
