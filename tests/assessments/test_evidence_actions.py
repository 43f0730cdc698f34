"""Evidence: what is kept, cited, changed and removed; what a return that was handed in forbids."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.core.files.storage import default_storage

from assessments.actions import evidence as actions
from assessments.models import Evidence
from assessments.queries.evidence import fingerprint, pane
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import AnswerFactory, AssessmentFactory, EvidenceFactory
from tests.factories import make_user, trail
from units.models import AuditEntry

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def new_file(name="Báo cáo.pdf", content=PDF):
    return actions.NewFile(name, "application/pdf", ".pdf", content)


@pytest.fixture
def answer(db):
    return AnswerFactory()


@pytest.fixture
def by(answer):
    return make_user("officer", answer.assessment.unit)


def sibling(answer):
    """Another criterion of the same return."""
    return AnswerFactory(assessment=answer.assessment)


def stored_files() -> set[str]:
    folder = Path(conf.MEDIA_ROOT) / "evidence"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_file_is_kept_with_its_digest_and_cited(answer, by):
    made = actions.add_file(answer, upload=new_file(), by=by)

    assert list(answer.evidence.all()) == [made]
    assert (made.size, len(made.sha256), made.name) == (len(PDF), 64, "Báo cáo.pdf")
    assert made.file.startswith("evidence/")
    assert "Báo" not in made.file
    with default_storage.open(made.file) as file:
        assert file.read() == PDF
    assert trail(answer.bloc) == ["evidence_added"]


def test_same_bytes_again_are_cited_and_not_kept_twice(answer, by):
    first = actions.add_file(answer, upload=new_file(), by=by)
    before = stored_files()
    other = sibling(answer)

    again = actions.add_file(other, upload=new_file("Tên khác.pdf"), by=by)

    assert again == first
    assert set(first.answers.all()) == {answer, other}
    assert stored_files() == before


@pytest.mark.parametrize("over", [0, 1])
def test_room_of_a_period_is_filled_to_the_last_byte(answer, by, settings, over):
    settings.EVIDENCE_PERIOD_BYTES = 2 * len(PDF)
    unit, period = answer.assessment.unit, answer.assessment.round.period
    EvidenceFactory(kind="file", unit=unit, period=period, size=len(PDF) + over)
    before = stored_files()

    if over:
        with pytest.raises(ActionError, match="Không đủ chỗ"):
            actions.add_file(answer, upload=new_file(), by=by)
        assert stored_files() == before
        assert answer.evidence.count() == 0
    else:
        actions.add_file(answer, upload=new_file(), by=by)
        assert answer.evidence.count() == 1


def test_room_of_another_unit_or_period_does_not_count(answer, by, settings):
    settings.EVIDENCE_PERIOD_BYTES = len(PDF)
    period = answer.assessment.round.period
    EvidenceFactory(kind="file", period=period, size=10**9)
    EvidenceFactory(kind="file", unit=answer.assessment.unit, size=10**9)

    actions.add_file(answer, upload=new_file(), by=by)

    assert answer.evidence.count() == 1


def test_document_is_cited_by_number_date_and_issuer(answer, by):
    values = {"number": "12/QĐ-UBND", "date": date(2021, 3, 1), "issuer": "UBND tỉnh"}

    made = actions.add_document(answer, **values, title="", by=by)
    again = actions.add_document(sibling(answer), **values, title="Khác", by=by)

    assert again == made
    assert made.title == "Văn bản số 12/QĐ-UBND"
    assert made.answers.count() == 2


def test_cite_and_uncite_twice_change_nothing_more(answer, by):
    made = actions.add_link(answer, link="https://hungyen.gov.vn/a", title="", by=by)
    other = sibling(answer)

    for _time in range(2):
        actions.cite(made, other, by=by)
    assert set(made.answers.all()) == {answer, other}
    for _time in range(2):
        actions.uncite(made, other, by=by)

    assert list(made.answers.all()) == [answer]
    assert trail(answer.bloc) == ["evidence_added", "evidence_cited", "evidence_uncited"]


def test_evidence_of_another_unit_or_period_is_not_cited(answer, by):
    period = answer.assessment.round.period
    for row in (EvidenceFactory(period=period), EvidenceFactory(unit=answer.assessment.unit)):
        with pytest.raises(ActionError):
            actions.cite(row, answer, by=by)
    assert answer.evidence.count() == 0


@pytest.mark.parametrize("act", ["file", "document", "link", "cite", "uncite"])
def test_what_is_handed_in_stands(answer, by, act):
    made = actions.add_link(answer, link="https://hungyen.gov.vn/a", title="", by=by)
    other = actions.add_link(sibling(answer), link="https://hungyen.gov.vn/b", title="", by=by)
    answer.assessment.move_to("submitted", submitted_at=made.created_at)
    document = {"number": "1", "date": None, "issuer": "UBND", "title": ""}
    before = stored_files()

    with pytest.raises(ActionError, match="không thay đổi được"):
        {
            "file": lambda: actions.add_file(answer, upload=new_file(), by=by),
            "document": lambda: actions.add_document(answer, **document, by=by),
            "link": lambda: actions.add_link(answer, link="https://x.vn", title="", by=by),
            "cite": lambda: actions.cite(other, answer, by=by),
            "uncite": lambda: actions.uncite(made, answer, by=by),
        }[act]()

    assert list(answer.evidence.all()) == [made]
    assert stored_files() == before


def test_return_opens_only_what_was_asked_for(db):
    assessment = AssessmentFactory(state="returned")
    by = make_user("officer", assessment.unit)
    reopened = AnswerFactory(assessment=assessment, is_reopened=True)
    shut = AnswerFactory(assessment=assessment)

    made = actions.add_link(reopened, link="https://x.vn", title="", by=by)

    with pytest.raises(ActionError):
        actions.cite(made, shut, by=by)
    assert list(made.answers.all()) == [reopened]


def test_evidence_that_serves_a_shut_criterion_is_not_changed_or_removed(db):
    assessment = AssessmentFactory(state="returned")
    by = make_user("officer", assessment.unit)
    reopened = AnswerFactory(assessment=assessment, is_reopened=True)
    row = EvidenceFactory(period=assessment.round.period, unit=assessment.unit)
    row.answers.add(reopened, AnswerFactory(assessment=assessment))
    seen = pane(by, answer=reopened)

    with pytest.raises(ActionError, match="không sửa hay xóa"):
        actions.remove_evidence(row, by=by)
    with pytest.raises(ActionError, match="không sửa hay xóa"):
        actions.change_evidence(row, values={"title": "Khác"}, seen="", by=by)

    assert [(item.edit, bool(item.uncite)) for item in seen.cited] == [("", True)]
    assert Evidence.objects.get().title == row.title


def test_removal_takes_it_from_every_criterion_and_drops_the_bytes(
    answer, by, django_capture_on_commit_callbacks
):
    made = actions.add_file(answer, upload=new_file(), by=by)
    actions.cite(made, sibling(answer), by=by)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(made, by=by)
        assert default_storage.exists(made.file)  # not before commit
    actions.remove_evidence(made, by=by)  # the double click

    assert not Evidence.objects.exists()
    assert not default_storage.exists(made.file)
    assert trail(answer.bloc)[-1] == "evidence_removed"
    assert trail(answer.bloc).count("evidence_removed") == 1


def test_removal_keeps_bytes_that_another_row_needs(answer, by, django_capture_on_commit_callbacks):
    made = actions.add_file(answer, upload=new_file(), by=by)
    shared = EvidenceFactory(kind="file", file=made.file, unit=made.unit)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(made, by=by)
    assert default_storage.exists(shared.file)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(shared, by=by)

    assert not default_storage.exists(shared.file)


def test_two_who_change_it_at_once_are_told(answer, by):
    made = actions.add_link(answer, link="https://x.vn", title="Cũ", by=by)
    seen = fingerprint(made)
    actions.change_evidence(made, values={"title": "Một"}, seen=seen, by=by)
    actions.change_evidence(made, values={"title": "Một"}, seen=seen, by=by)  # sent again

    with pytest.raises(StaleRevisionError) as stale:
        actions.change_evidence(made, values={"title": "Hai"}, seen=seen, by=by)

    assert stale.value.row.title == "Một"
    made.refresh_from_db()
    assert made.title == "Một"


def test_trail_never_tells_the_title(answer, by):
    actions.add_link(answer, link="https://x.vn/mat", title="Chưa ai được biết", by=by)

    entry = AuditEntry.objects.get(bloc=answer.bloc)
    assert "Chưa ai" not in f"{entry.object_label} {entry.before} {entry.after}"
