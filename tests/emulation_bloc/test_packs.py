"""The reviewer's packs: what lies in them, what never does, one PDF or a ZIP, and who took what."""

import hashlib
import io
import subprocess
import zipfile
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdf import PdfReader

from awards.models import Decision, DossierFile, Follow, Grant
from documents import actions, tasks
from documents.models import Document, Download, Rendering
from emulation_bloc.lib import clock
from emulation_bloc.queries import packs
from tests.awards.factories import NominationFactory
from tests.factories import SNAPSHOT, BlocFactory, DocumentFactory, PeriodFactory, RenderingFactory
from units.models import Appointment, AuditEntry

ALL = [code for code, _name in packs.kind_choices()]


@pytest.fixture(scope="session")
def sheet() -> bytes:
    """A small real PDF."""
    from documents import pdf

    return pdf.render("minutes", SNAPSHOT, "01", None)


def filed(paper, content: bytes, **values) -> Rendering:
    """A finished file of a paper, with the checksum of its bytes."""
    path = default_storage.save("papers/goi.pdf", ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    kept = {"file": path, "sha256": digest, "size": len(content)}
    return RenderingFactory(document=paper, **kept | values)


@pytest.fixture
def packed(world, sheet):
    """The world with two approved papers in the half year, one of them signed."""
    minutes = DocumentFactory(period=world.period, state="sent", title="Hội nghị sơ kết")
    report = DocumentFactory(
        period=world.period, state="received", kind="review_report", title="Báo cáo chung"
    )
    filed(minutes, sheet)
    signed = filed(minutes, sheet + b"\n% ky", form="signed")
    filed(report, sheet + b"\n% bao cao")
    world.signed = signed
    return world


def ask(client, world, **values):
    """Order a pack as the reviewer."""
    client.force_login(world.people["reviewer"])
    plain = {"ky": ["2021-h1"], "khoi": "tat-ca", "loai": ALL, "dang": "zip"}
    url = reverse("packs", args=[world.province.slug])
    return client.post(url, plain | values)


def made(client, world, **values) -> Rendering:
    """Order a pack and let the worker make it."""
    answer = ask(client, world, **values)
    assert answer.status_code == 302, answer.context["form"].errors
    row = Rendering.objects.filter(province=world.province).latest("pk")
    tasks.render_wide(row.pk)
    row.refresh_from_db()
    return row


def taken(client, world, row) -> bytes:
    answer = client.get(reverse("pack_file", args=[world.province.slug, row.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_zip_holds_papers_index_and_sums_that_check(packed, client, queued, tmp_path, sheet):
    row = made(client, packed)

    assert (row.state, row.done_parts, row.all_parts) == ("done", 2, 2)
    assert row.bloc is None
    content = taken(client, packed, row)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path)
    folder = f"{packed.bloc.name}/{packed.period.name}/"
    assert [name for name in names if name.startswith(folder)] == [
        f"{folder}01 Biên bản hội nghị {_label(packed, 'minutes')}.pdf",
        f"{folder}02 Báo cáo sơ kết, tổng kết {_label(packed, 'review_report')}.pdf",
    ]
    assert (tmp_path / names[0]).read_bytes() == sheet + b"\n% ky"  # the signed copy, untouched
    check = subprocess.run(["sha256sum", "-c", "SHA256SUMS.txt"], cwd=tmp_path, check=False)
    assert check.returncode == 0
    index = PdfReader(tmp_path / "MUC-LUC.pdf").pages[0].extract_text()
    assert packed.signed.sha256[:20] in index
    assert "Mới" in index


def _label(world, kind) -> str:
    paper = Document.objects.get(period=world.period, kind=kind, snapshot__isnull=False)
    return paper.label.replace("/", "-")


def test_pdf_has_index_bookmarks_and_true_page_numbers(packed, client, queued):
    row = made(client, packed, dang="pdf")

    assert row.state == "done", row.error
    reader = PdfReader(io.BytesIO(taken(client, packed, row)))
    head, bloc = reader.outline[0], reader.outline[1]
    assert (head.title, bloc.title) == ("Mục lục", packed.bloc.name)
    assert reader.outline[2][0].title == packed.period.name
    papers = reader.outline[2][1]
    assert [reader.get_destination_page_number(one) for one in papers] == [1, 2]
    index = reader.pages[0].extract_text()
    assert "không còn kiểm chứng được" in " ".join(index.split())
    assert "chữ ký số" in " ".join(index.split())


def test_drafts_and_others_papers_are_never_in_a_pack(packed, far, client, queued, sheet):
    """Drafts with files of every form, a unit's unsent paper, another province's approved paper."""
    secret = []
    for state in ("draft", "submitted", "dropped"):
        paper = DocumentFactory(period=packed.period, state=state, title=f"Kín {state}")
        secret += [filed(paper, sheet + state.encode(), form=form) for form in ("draft", "pdf")]
        shared = DocumentFactory(
            period=packed.period, state=state, is_shared=True, audience="province"
        )
        secret.append(filed(shared, sheet + b"chung" + state.encode()))
    own = DocumentFactory(
        period=packed.period,
        state="approved",
        kind="achievement",
        unit=packed.units[0],
        audience="unit",
    )
    secret.append(filed(own, sheet + b"don vi"))
    desk = DocumentFactory(period=packed.period, state="signed", kind="notice", audience="desk")
    secret.append(filed(desk, sheet + b"ban chi dao"))
    approved = Document.objects.filter(period=packed.period, kind="minutes", state="sent").get()
    secret.append(filed(approved, sheet + b"ban nhap cu", form="draft"))
    theirs = DocumentFactory(period=far.period, state="sent")
    secret.append(filed(theirs, sheet + b"tinh khac"))
    nomination = NominationFactory(bloc=packed.bloc, period=packed.period, unit=packed.units[0])
    unsent = _dossier_file(nomination, sheet + b"chua gui")

    row = made(client, packed)

    keys = {item["key"] for item in row.snapshot["items"]}
    assert keys.isdisjoint({f"tep:{one.pk}" for one in secret})
    assert f"ho-so:{unsent.pk}" not in keys
    with zipfile.ZipFile(io.BytesIO(taken(client, packed, row))) as archive:
        digests = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    assert digests.isdisjoint({one.sha256 for one in [*secret, unsent]})
    assert len(keys) == 2


def _dossier_file(nomination, content: bytes) -> DossierFile:
    return DossierFile.objects.create(
        bloc=nomination.bloc,
        nomination=nomination,
        kind="confirmation",
        title="Xác nhận",
        file=default_storage.save("papers/xac-nhan.docx", ContentFile(content)),
        name="xac-nhan.docx",
        media_type="application/octet-stream",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        at=clock.now(),
    )


def test_forged_key_of_a_draft_is_neither_made_nor_handed_out(packed, client, queued, sheet):
    draft = filed(DocumentFactory(period=packed.period), sheet + b"nhap")
    row = made(client, packed)
    words = row.snapshot
    words["items"][0] |= {
        "key": f"tep:{draft.pk}", "path": draft.file, "sha256": draft.sha256,
    }  # fmt: skip
    Rendering.objects.filter(pk=row.pk).update(snapshot=words)

    answer = client.get(reverse("pack_file", args=[packed.province.slug, row.pk]))
    Rendering.objects.filter(pk=row.pk).update(state="queued")
    tasks.render_wide(row.pk)

    assert answer.status_code == 302
    assert not Download.objects.exists()
    row.refresh_from_db()
    assert row.state == "failed"
    assert "không còn được xem" in row.error


def test_sent_dossiers_are_in_and_only_named_in_the_pdf(packed, client, queued, sheet):
    nomination = NominationFactory(
        bloc=packed.bloc, period=packed.period, unit=packed.units[0], state="submitted_to_snv"
    )
    file = _dossier_file(nomination, b"PK tai lieu")

    row = made(client, packed, dang="pdf", loai=["dossier", "minutes"])

    assert f"ho-so:{file.pk}" in {item["key"] for item in row.snapshot["items"]}
    reader = PdfReader(io.BytesIO(taken(client, packed, row)))
    assert "chỉ có trong" in " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 2


def test_who_ceased_to_review_takes_nothing(packed, client, queued):
    row = made(client, packed)
    Appointment.objects.filter(user=packed.people["reviewer"]).delete()

    assert client.get(reverse("pack_file", args=[packed.province.slug, row.pk])).status_code == 404
    assert not Download.objects.exists()


def test_download_is_logged_and_the_next_pack_knows_what_is_new(packed, client, queued, sheet):
    row = made(client, packed)
    taken(client, packed, row)

    (log,) = Download.objects.all()
    assert (log.by, log.rendering) == (packed.people["reviewer"], row)
    assert log.files == [item["key"] for item in row.snapshot["items"]]
    assert AuditEntry.objects.filter(action="pack_downloaded", object_id=row.pk).count() == 1
    nothing = ask(client, packed, chi_moi="on")
    assert nothing.status_code == 422
    assert "Không có văn bản nào mới" in nothing.text

    notice = DocumentFactory(period=packed.period, state="sent", kind="notice", audience="province")
    fresh = filed(notice, sheet + b"\n% moi")
    whole = made(client, packed)
    assert [item["is_new"] for item in whole.snapshot["items"]].count(True) == 1
    newest = made(client, packed, chi_moi="on")
    assert [item["key"] for item in newest.snapshot["items"]] == [f"tep:{fresh.pk}"]


def test_others_downloads_make_nothing_old(packed, client, queued):
    row = made(client, packed)
    actions.record_download(row, by=packed.people["observer"])

    assert packs.taken_before(packed.province, packed.people["reviewer"]) == set()
    assert packs.last_taken(packed.province, packed.people["reviewer"]) is None


def test_asking_and_making_twice_is_once(packed, client, queued):
    row = made(client, packed)
    file = row.file

    tasks.render_wide(row.pk)
    again = made(client, packed)

    assert again.pk == row.pk
    assert again.file == file
    assert Rendering.objects.filter(province=packed.province, bloc=None).count() == 1


def test_lost_pack_is_swept_and_failed_one_is_retried_by_its_asker(packed, client, queued):
    ask(client, packed)
    row = Rendering.objects.get(province=packed.province, bloc=None)
    Rendering.objects.filter(pk=row.pk).update(queued_at="2021-01-01T00:00Z")
    queued.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda act, **_more: act())
        assert actions.sweep() == 1
    assert ("documents.render_wide", row.pk) in queued
    default_storage.delete(packed.signed.file)
    tasks.render_wide(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"
    assert "không còn nguyên vẹn" in row.error

    home = client.get(reverse("home"))
    page = client.get(reverse("pack", args=[packed.province.slug, row.pk]))
    answer = client.post(reverse("pack_retry", args=[packed.province.slug, row.pk]))

    assert row.error in home.text
    assert row.error in page.text
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.done_parts) == ("queued", 0)


def test_page_tells_how_far_it_is_and_becomes_the_link(packed, client, queued):
    ask(client, packed)
    row = Rendering.objects.get(province=packed.province, bloc=None)
    Rendering.objects.filter(pk=row.pk).update(done_parts=1)
    url = reverse("pack", args=[packed.province.slug, row.pk])

    waiting = client.get(url, headers={"HX-Request": "true"}).text
    tasks.render_wide(row.pk)
    done = client.get(url, headers={"HX-Request": "true"}).text

    assert "1/2 văn bản" in waiting
    assert f'hx-get="{url}"' in waiting
    assert reverse("pack_file", args=[packed.province.slug, row.pk]) in done


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"ky": []}, "Hãy chọn ít nhất một kỳ."),
        ({"loai": []}, "Hãy chọn ít nhất một loại văn bản."),
        ({"khoi": "chon"}, "Hãy chọn ít nhất một khối."),
        ({"khoi": "theo-doi"}, "chưa theo dõi khối nào"),
        ({"loai": ["pact"]}, "Không có văn bản nào đã duyệt theo lựa chọn này."),
        ({"ky": ["1999"]}, "không có trong danh sách"),
    ],
)
def test_refusals_are_sentences(packed, client, queued, values, sentence):
    answer = ask(client, packed, **values)

    assert answer.status_code == 422
    assert sentence.lower() in answer.text.lower()


def test_followed_and_chosen_blocs_alone(packed, client, queued, sheet):
    other = BlocFactory(province=packed.province, name="Khối Văn hóa")
    paper = DocumentFactory(period=PeriodFactory(bloc=other), state="sent")
    theirs = filed(paper, sheet)
    Follow.objects.create(user=packed.people["reviewer"], bloc=other)

    followed = made(client, packed, khoi="theo-doi")
    chosen = made(client, packed, khoi="chon", cac_khoi=[packed.bloc.slug])
    every = made(client, packed)

    assert [item["key"] for item in followed.snapshot["items"]] == [f"tep:{theirs.pk}"]
    assert {item["bloc"] for item in chosen.snapshot["items"]} == {packed.bloc.name}
    assert len(every.snapshot["items"]) == 3


def test_paper_without_a_file_is_named(packed, client, queued):
    DocumentFactory(period=packed.period, state="signed", kind="plan", title="Kế hoạch chưa in")

    row = made(client, packed)

    assert [line for line in row.snapshot["lacking"] if "Kế hoạch chưa in" in line]


def test_a_decision_without_its_file_is_named_as_lacking(packed, client, queued, sheet):
    kept = {"file": default_storage.save("decisions/1.pdf", ContentFile(sheet)), "name": "1.pdf"}
    kept["sha256"] = hashlib.sha256(sheet).hexdigest()
    for number, file in ((1, kept), (2, {})):
        row = NominationFactory(
            bloc=packed.bloc, period=packed.period, unit=packed.units[number], state="decided",
            submitted_at=clock.now(),
        )  # fmt: skip
        decision = Decision.objects.create(
            province=packed.province, number=f"{number}/QĐ-UBND", date=date(2021, 7, number),
            issuer="UBND tỉnh", at=clock.now(), **file,
        )  # fmt: skip
        Grant.objects.create(bloc=row.bloc, nomination=row, decision=decision, award=row.award)
    lacking = "2/QĐ-UBND ngày 02/07/2021 của UBND tỉnh: chưa có tệp"

    pack = made(client, packed)

    assert [item["label"] for item in pack.snapshot["items"] if not item["bloc"]] == ["1/QĐ-UBND"]
    assert pack.snapshot["lacking"] == [f"Quyết định khen thưởng số {lacking}"]
    with zipfile.ZipFile(io.BytesIO(taken(client, packed, pack))) as archive:
        index = PdfReader(io.BytesIO(archive.read("MUC-LUC.pdf")))
    told = "".join(page.extract_text() for page in index.pages)
    assert lacking in " ".join(told.split())


def test_it_is_told_which_of_two_papers_is_in_force(packed, client, queued, sheet):
    plain = {"period": packed.period, "state": "sent", "kind": "plan", "symbol": "KH-K"}
    old = DocumentFactory(number=1, title="Kế hoạch", **plain)
    new = DocumentFactory(
        number=2, title="Kế hoạch", corrects=old, relation="replaces", reason="Sai ngày", **plain
    )
    more = DocumentFactory(
        number=3, title="Kế hoạch", corrects=new, relation="supplements", reason="Thêm", **plain
    )
    for paper in (old, new, more):
        filed(paper, sheet + str(paper.pk).encode())

    row = made(client, packed, loai=["plan"])

    assert [(item["label"], item["title"], item["state"]) for item in row.snapshot["items"]] == [
        ("01/KH-K (đã bị thay thế)", "Kế hoạch", "Đã bị thay thế bởi 02/KH-K"),
        ("02/KH-K", "Kế hoạch (thay thế 01/KH-K)", "Đã gửi"),
        ("03/KH-K", "Kế hoạch (bổ sung 02/KH-K)", "Đã gửi"),
    ]
    with zipfile.ZipFile(io.BytesIO(taken(client, packed, row))) as archive:
        assert any(name.endswith("01-KH-K (đã bị thay thế).pdf") for name in archive.namelist())


def test_pack_of_one_period_is_logged_and_checked_too(packed, client, queued):
    client.force_login(packed.people["reviewer"])
    client.post(reverse("period_pack", kwargs=packed.period_path))
    row = Rendering.objects.get(form="pack", bloc=packed.bloc)
    tasks.render(row.pk)

    answer = client.get(row.file_url)
    assert b"".join(answer.streaming_content).startswith(b"PK")
    (log,) = Download.objects.all()
    assert f"tep:{packed.signed.pk}" in log.files
    Document.objects.filter(pk=packed.signed.document.pk).update(audience="desk", state="signed")
    assert client.get(row.file_url).status_code == 302
    assert Download.objects.count() == 1
