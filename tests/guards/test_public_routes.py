"""What the world may open without signing in: an exact list."""

import pytest
from django.urls import reverse

from tests.guards.routes import PUBLIC, routes


def test_exactly_these_pages_are_public():
    public = {
        name
        for name, (view, _names) in routes().items()
        if not getattr(view, "login_required", True)
    }

    assert public == PUBLIC


@pytest.mark.parametrize(
    "name",
    sorted(name for name, (_view, names) in routes().items() if not names and name not in PUBLIC),
)
def test_page_without_arguments_asks_to_sign_in(client, db, name):
    response = client.get(reverse(name))

    if response.status_code != 405:
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('units:login')}?next={reverse(name)}"
