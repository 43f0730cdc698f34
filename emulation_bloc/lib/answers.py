"""What a button answers: the words on the next page, and which page that is."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from emulation_bloc.lib.states import ActionError


@contextmanager
def saying(request: HttpRequest, done: str = "") -> Iterator[None]:
    """What is done within is said on the next page: `done`, or why it was refused."""
    try:
        yield
    except ActionError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)


def back_of(request: HttpRequest) -> str:
    """The page to go back to (`ve` in the address), empty without one; never another site."""
    return own_page(request, request.GET.get("ve", ""))


def own_page(request: HttpRequest, wanted: str) -> str:
    """The address if it is one of ours, else empty."""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""
