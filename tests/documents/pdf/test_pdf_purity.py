"""Printing is pure: same words, same pages, nothing fetched, soon done."""

import copy
import socket

import pytest

from documents import pdf
from documents.pdf import printing
from tests.documents.pdf import samples
from tests.documents.pdf.reading import pages_of, tags_of


def test_printing_again_gives_the_same_and_changes_nothing():
    snapshot = samples.minutes()
    before = copy.deepcopy(snapshot)

    first = pdf.render("minutes", snapshot, "01", samples.DAY)
    second = pdf.render("minutes", snapshot, "01", samples.DAY)

    assert pages_of(first) == pages_of(second)
    assert tags_of(first) == tags_of(second)
    assert snapshot == before


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "https://vi-du.vn/x.png", "file:///none.png"]
)
def test_nothing_is_fetched(address, monkeypatch):
    called = []
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_kwargs: called.append(1))

    with pytest.raises(pdf.RenderError, match="minutes"):
        printing.print_html(
            f'<html lang="vi"><title>x</title><img src="{address}" alt="x">', "minutes"
        )

    assert called == []
