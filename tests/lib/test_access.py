"""404 for what one may not know of, 403 for what one may see but not do."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from units.models import Period


def ask(rf, user):
    request = rf.get("/")
    request.user = user
    return request


def test_what_one_may_not_know_of_does_not_exist(rf, world, far):
    request = ask(rf, far.people["head"])

    with pytest.raises(Http404):
        get_visible_or_404(request, Period, pk=world.period.pk)
    with pytest.raises(Http404):
        get_permitted_or_404(request, Period, "units.close_period", pk=world.period.pk)


def test_what_one_may_see_but_not_do_is_forbidden(rf, world):
    request = ask(rf, world.people["officer"])

    assert get_visible_or_404(request, Period, pk=world.period.pk) == world.period
    with pytest.raises(PermissionDenied):
        get_permitted_or_404(request, Period, "units.close_period", pk=world.period.pk)


def test_who_may_do_it_gets_the_object(rf, world):
    request = ask(rf, world.people["head"])

    found = get_permitted_or_404(request, Period, "units.close_period", pk=world.period.pk)

    assert found == world.period


def test_unknown_object_does_not_exist(rf, world):
    with pytest.raises(Http404):
        get_visible_or_404(ask(rf, world.people["head"]), Period, pk=0)
