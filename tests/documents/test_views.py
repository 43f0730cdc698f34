"""Papers' pages: what leaks to nobody, files as attachments, the public check."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document, Rendering
from tests.factories import DAY, DocumentFactory, RenderingFactory, fresh

State = Document.State


@pytest.fixture
def worlds(shared_worlds, db):
    return shared_worlds


def paper(world, **fields) -> Document:
    return DocumentFactory(period=world.period, bloc=world.bloc, **fields)


def url(name: str, row: Document | Rendering) -> str:
    return reverse(f"documents:{name}", args=[row.bloc.province.slug, row.bloc.slug, row.pk])


def status(client, world, role: str, address: str) -> int:
    client.force_login(fresh(world.people[role]))
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # its end closes the file
    return response.status_code


@pytest.mark.parametrize("role", ["officer", "leader", "reviewer", "observer", "operator"])
def test_unshared_draft_and_its_file_do_not_exist(worlds, client, role):
    draft = paper(worlds[0])
    file = RenderingFactory(document=draft, form="draft")
    for name, row in [("detail", draft), ("file", file), ("rendering", file)]:
        assert status(client, worlds[0], role, url(name, row)) == 404


def test_shared_draft_exists_for_members_only(worlds, client):
    draft = paper(worlds[0], is_shared=True)
    seen = {
        role: status(client, worlds[0], role, url("detail", draft))
        for role in ("officer", "leader", "reviewer", "observer")
    }
    assert seen == {"officer": 200, "leader": 200, "reviewer": 404, "observer": 404}


@pytest.mark.parametrize("role", ["officer", "reviewer", "observer"])
def test_paper_of_the_desk_audience_stays_there(worlds, client, role):
    document = paper(worlds[0], state=State.APPROVED, audience="desk")
    assert status(client, worlds[0], role, url("detail", document)) == 404


@pytest.mark.parametrize("role", ["secretary", "officer", "reviewer", "observer"])
def test_other_bloc_does_not_exist(worlds, client, role):
    file = RenderingFactory(document=paper(worlds[1], state=State.SENT))
    for name, row in [("detail", file.document), ("file", file)]:
        assert status(client, worlds[0], role, url(name, row)) == 404


def test_draft_file_after_approval_is_the_desks(worlds, client):
    document = paper(worlds[0], state=State.SENT)
    file = RenderingFactory(document=document, form="draft")
    assert status(client, worlds[0], "reviewer", url("file", file)) == 404
    assert status(client, worlds[0], "secretary", url("file", file)) == 200


def test_file_is_an_attachment_with_its_name(worlds, client):
    file = RenderingFactory(document=paper(worlds[0], state=State.SENT), name="Biên bản.pdf")
    client.force_login(fresh(worlds[0].people["reviewer"]))
    response = client.get(url("file", file))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 thu"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Bi")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{file.sha256}"'
    assert "private" in response["Cache-Control"]


def test_list_takes_as_many_queries_however_long(worlds, client):
    Rendering.objects.filter(bloc=worlds[0].bloc).delete()
    Document.objects.filter(bloc=worlds[0].bloc).exclude(state=State.DRAFT).delete()
    client.force_login(fresh(worlds[0].people["secretary"]))
    counts = []
    for more in (1, 2):
        for _place in range(more):
            RenderingFactory(document=paper(worlds[0], state=State.SENT))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("documents:index", kwargs=worlds[0].path))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("name", ["give_number", "sign", "send"])
def test_member_may_not_act_on_a_paper_they_see(worlds, client, name):
    document = paper(worlds[0], state=State.SIGNED)
    client.force_login(fresh(worlds[0].people["officer"]))
    assert client.post(url(name, document)).status_code == 403


def test_scan_that_is_no_pdf_is_refused_and_nothing_typed_is_lost(worlds, client):
    document = paper(worlds[0], state=State.APPROVED)
    client.force_login(fresh(worlds[0].people["secretary"]))
    scan = SimpleUploadedFile("a.pdf", b"MZ no pdf")
    sent = {"signed_by": "Trần Thị Mẫu", "signed_on": f"{DAY:%d/%m/%Y}", "scan": scan}
    response = client.post(url("sign", document), sent)

    assert response.status_code == 422
    assert "Tệp không phải PDF" in response.content.decode()
    assert "Trần Thị Mẫu" in response.content.decode()
    document.refresh_from_db()
    assert document.state == State.APPROVED


def check(document: Document) -> str:
    return reverse("documents:check", args=[document.serial])


def test_check_tells_of_registered_papers_typed_in_any_way(worlds, client):
    document = paper(worlds[0], state=State.APPROVED)
    file = RenderingFactory(document=document)
    typed = document.serial.lower().replace("-", "")
    for serial in (document.serial, typed, f" {typed} "):
        response = client.get(reverse("documents:check", args=[serial]))
        assert response.status_code == 200
        assert file.sha256 in response.content.decode()


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.DROPPED])
def test_check_knows_no_draft(worlds, client, state):
    assert client.get(check(paper(worlds[0], state=state))).status_code == 404


def test_check_names_what_replaced_the_paper(worlds, client):
    old = paper(worlds[0], state=State.SENT)
    new = paper(worlds[0], state=State.APPROVED, corrects=old, relation="replaces", reason="Sai")
    assert check(new) in client.get(check(old)).content.decode()
    assert check(old) in client.get(check(new)).content.decode()


@pytest.mark.parametrize(("content", "word"), [(b"same", "Tệp khớp"), (b"other", "không khớp")])
def test_check_compares_a_file_without_a_script(worlds, client, content, word):
    document = paper(worlds[0], state=State.SENT)
    RenderingFactory(document=document, sha256=hashlib.sha256(b"same").hexdigest())
    response = client.post(check(document), {"file": SimpleUploadedFile("a.pdf", content)})
    assert word in response.content.decode()
