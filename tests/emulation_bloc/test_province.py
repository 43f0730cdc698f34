"""The province's page: finding a bloc by name, and pages of fifty."""

import pytest

from documents.models import Rendering
from documents.rules import may_retry
from emulation_bloc.views import provinces as pages
from tests.factories import BlocFactory, make_user
from units import actions
from units.actions.periods import default_windows


@pytest.fixture
def two_blocs(world):
    """The world's bloc and another of its province, both with the period of 2021-h1."""
    other = BlocFactory(province=world.province, name="Khối Thi đua Đồng bằng")
    actions.open_period(
        other,
        kind="half_year",
        year=2021,
        windows=default_windows("half_year", 2021),
        by=make_user("secretary", other),
    )
    return world, other


def shown(client, world, **query):
    answer = client.get(world.province.get_absolute_url(), {"ky": "2021-h1"} | query)
    return [row["bloc"].name for row in answer.context["rows"]], answer


@pytest.mark.parametrize("words", ["Đồng bằng", "dong BANG", " đồng "])
def test_bloc_is_found_by_name_with_or_without_marks(two_blocs, client, words):
    world, other = two_blocs
    client.force_login(world.people["reviewer"])

    assert shown(client, world, tim=words)[0] == [other.name]


def test_what_no_name_holds_shows_the_empty_page(two_blocs, client):
    world, _other = two_blocs
    client.force_login(world.people["reviewer"])

    names, answer = shown(client, world, tim="không có khối này")

    assert names == []
    assert "Không có khối nào để hiện" in answer.content.decode()
    assert answer.context["total"] == 2


def test_pages_of_blocs_keep_what_was_chosen(two_blocs, client, monkeypatch):
    monkeypatch.setattr(pages, "BLOCS_A_PAGE", 1)
    world, other = two_blocs
    client.force_login(world.people["reviewer"])

    first, answer = shown(client, world, tim="khối")
    second, _answer = shown(client, world, tim="khối", trang="2")

    assert {*first, *second} == {world.bloc.name, other.name}
    assert "trang=2" in answer.content.decode()
    assert "tim=kh%E1%BB%91i" in answer.content.decode()


def test_file_over_many_blocs_is_retried_by_who_asked_only(world):
    asker = world.people["reviewer"]
    row = Rendering(province=world.province, requested_by=asker)

    assert may_retry(asker, row)
    assert not may_retry(world.people["secretary"], row)
