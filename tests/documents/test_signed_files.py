"""A signed paper comes back: what is taken, what is refused, and what is said of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import actions, pdf
from documents.models import Document, Rendering
from documents.pdf import signed
from documents.pdf.signed import Verdict
from emulation_bloc import checks
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.documents.signing import Authority, scan, sign
from tests.factories import (
    DAY,
    SNAPSHOT,
    DocumentFactory,
    RenderingFactory,
    UserFactory,
    make_user,
)

OTHER = SNAPSHOT | {"blocks": [{"type": "paragraph", "text": "Hội nghị không thống nhất gì."}]}


@pytest.fixture(scope="module")
def ours() -> bytes:
    return pdf.render("minutes", SNAPSHOT, "01", DAY)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def roots(settings, tmp_path, authority) -> None:
    path = tmp_path / "roots.pem"
    path.write_bytes(authority.pem)
    settings.SIGNATURE_TRUST_ROOTS = str(path)


@pytest.fixture
def paper(db, ours) -> Document:
    document = DocumentFactory(state=Document.State.APPROVED)
    RenderingFactory(document=document, form="pdf", content=ours)
    return document


def give(paper: Document, content: bytes) -> Rendering:
    upload = actions.Upload("da-ky.pdf", content)
    actions.record_signed(
        paper, by=UserFactory(), signed_by="Trần Tùng Lâm", signed_on=DAY, upload=upload
    )
    return paper.renderings.get(form="signed")


def verdicts(row: Rendering) -> list[tuple[str, str]]:
    return [(one["signer"], one["verdict"]) for one in row.signatures]


def test_two_signatures_over_our_file_are_verified(paper, ours, authority, roots):
    once = sign(ours, authority.signer("Trần Thị Mẫu"))
    twice = sign(once, authority.signer("Trần Tùng Lâm"), "ChuKy2")

    row = give(paper, twice)

    assert verdicts(row) == [("Trần Thị Mẫu", "good"), ("Trần Tùng Lâm", "good")]
    assert {one["is_our_file"] for one in row.signatures} == {True}
    assert all(one["at"] and one["issuer"] == "Tổ chức chứng thực thử" for one in row.signatures)
    paper.refresh_from_db()
    assert paper.state == Document.State.SIGNED


def test_without_roots_or_with_others_nothing_is_verified(paper, ours, authority, settings):
    settings.SIGNATURE_TRUST_ROOTS = ""

    row = give(paper, sign(ours, authority.signer("Trần Tùng Lâm")))

    assert verdicts(row) == [("Trần Tùng Lâm", "unverified")]
    assert "chưa xác minh được" in row.signatures[0]["words"]


def test_somebody_elses_root_makes_nobody_trusted(paper, ours, roots):
    forger = Authority("Tổ chức giả")

    assert verdicts(give(paper, sign(ours, forger.signer("Trần Tùng Lâm")))) == [
        ("Trần Tùng Lâm", "unverified")
    ]


@pytest.mark.parametrize(("ago", "days"), [(400, 365), (-10, 100)])
def test_certificate_out_of_its_time_is_shown_as_such(paper, ours, authority, roots, ago, days):
    row = give(paper, sign(ours, authority.signer("Hết Hạn", days_ago=ago, days=days)))

    assert verdicts(row) == [("Hết Hạn", "expired")]


def test_bytes_changed_after_signing_are_shown_as_forged(ours, authority):
    done = bytearray(sign(ours, authority.signer("Trần Tùng Lâm")))
    place = done.index(b"%PDF-") + 9  # in the comment below the first line, which nobody prints
    done[place + 2] ^= 1

    found = signed.examine(bytes(done), ours, [], now=clock.real_now())

    assert [row.verdict for row in found.signatures] == [Verdict.BAD]
    assert found.has_same_text
    assert not found.begins_with_ours


@pytest.mark.parametrize(
    "kind", ["other text", "unsigned", "printed again", "broken", "no pdf yet"]
)
def test_what_is_not_our_signed_paper_is_refused(paper, ours, authority, roots, kind):
    files = {
        "other text": sign(pdf.render("minutes", OTHER, "01", DAY), authority.signer("Ai Đó")),
        "unsigned": ours,
        "printed again": ours + b"\n% printed again\n",
        "broken": b"%PDF-1.7\nkhong phai",
        "no pdf yet": sign(ours, authority.signer("Trần Tùng Lâm")),
    }
    why = {
        "other text": "khác với văn bản đã duyệt", "unsigned": "chưa ký",
        "printed again": "không có chữ ký số", "broken": "Không đọc được",
        "no pdf yet": "chưa tạo xong",
    }  # fmt: skip
    if kind == "no pdf yet":
        paper.renderings.all().delete()

    with pytest.raises(ActionError, match=why[kind]):
        give(paper, files[kind])

    paper.refresh_from_db()
    assert paper.state == Document.State.APPROVED
    assert not paper.renderings.filter(form="signed").exists()


def test_scan_is_a_scan_and_never_verified(paper, client):
    row = give(paper, scan(2))
    by = make_user("secretary", paper.bloc)
    client.force_login(by)
    page = client.get(paper.get_absolute_url()).text

    assert row.signatures is None
    assert "bản quét, chưa xác minh chữ ký số" in page
    assert "Chữ ký số trong bản đã ký" not in page


def test_page_shows_each_signature_and_a_refusal_keeps_what_was_typed(
    paper, ours, authority, roots, client
):
    client.force_login(make_user("secretary", paper.bloc))
    at = [paper.bloc.province.slug, paper.bloc.slug, paper.pk]
    typed = {"signed_by": "Trần Tùng Lâm", "signed_on": f"{DAY:%d/%m/%Y}"}
    good = sign(ours, authority.signer("Trần Tùng Lâm"))

    wrong = {"scan": SimpleUploadedFile("a.pdf", ours)}
    refused = client.post(reverse("documents:sign", args=at), typed | wrong)
    client.post(
        reverse("documents:sign", args=at), typed | {"scan": SimpleUploadedFile("a.pdf", good)}
    )
    page = client.get(paper.get_absolute_url()).text

    assert refused.status_code == 422
    assert "Trần Tùng Lâm" in refused.text
    assert "Chữ ký số hợp lệ" in page
    assert "Ký trên đúng tệp hệ thống đã phát hành" in page


def test_wrong_path_to_the_roots_is_told_before_it_matters(settings, tmp_path):
    settings.SIGNATURE_TRUST_ROOTS = str(tmp_path / "none.pem")
    assert [row.id for row in checks.trust_roots_are_readable(None)] == ["emulation_bloc.E002"]
    settings.SIGNATURE_TRUST_ROOTS = ""
    assert checks.trust_roots_are_readable(None) == []
