"""What a button answers."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage

from emulation_bloc.lib.answers import back_of, saying
from emulation_bloc.lib.states import ActionError


@pytest.fixture
def press(rf):
    def made(address="/"):
        request = rf.post(address)
        request._messages = CookieStorage(request)
        return request

    return made


def told(request):
    return [(row.level_tag, str(row)) for row in get_messages(request)]


def test_what_was_done_is_said(press):
    request = press()
    with saying(request, "Đã xóa."):
        pass
    with saying(request):
        pass

    assert told(request) == [("success", "Đã xóa.")]


def test_a_refusal_is_said_and_nothing_else(press):
    request = press()
    with saying(request, "Đã xóa."):
        raise ActionError("Kỳ đã khóa.")

    assert told(request) == [("error", "Kỳ đã khóa.")]


def test_any_other_error_goes_on(press):
    with pytest.raises(ValueError, match="hỏng"), saying(press(), "Đã xóa."):
        raise ValueError("hỏng")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/?ve=/viec/%3Fky%3D2", "/viec/?ky=2"), ("/", ""), ("/?ve=//khac.vn/", ""),
        ("/?ve=https://khac.vn/", ""), ("/?ve=javascript:alert(1)", ""),
    ],
)  # fmt: skip
def test_the_way_back_is_never_another_site(press, address, expected):
    assert back_of(press(address)) == expected
