"""Where mail is handed in."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from emulation_bloc.lib.mail_server import mail_server


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://thu.vn", ("thu.vn", 25, "", "", False, False)),
        ("smtp+tls://a%40thu.vn:m%2Fk@thu.vn", ("thu.vn", 587, "a@thu.vn", "m/k", True, False)),
        ("smtps://a:b@thu.vn:4650", ("thu.vn", 4650, "a", "b", False, True)),
    ],
)
def test_mail_server_is_read_from_one_address(url, expected):
    made = mail_server(url)

    assert (made.host, made.port, made.user, made.password) == expected[:4]
    assert (made.starts_tls, made.is_tls) == expected[4:]
    assert mail_server("") is None


@pytest.mark.parametrize("url", ["thu.vn", "http://thu.vn", "smtp://", "smtp://a:bí@thu.vn:x"])
def test_wrong_mail_server_stops_the_start_without_telling_the_password(url):
    with pytest.raises(ImproperlyConfigured) as raised:
        mail_server(url)

    assert "bí" not in str(raised.value)
