"""The proposal is begun, with it the dossiers go to the Department of Home Affairs; their files;
the supplement that the department asks for."""

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import DossierFile, Nomination
from awards.queries.dossier import lacks, lacks_of_supplement
from awards.queries.proposal import draft_among, named_elsewhere, nominations_of, papers_of
from awards.queries.supplement import added_since_asked, is_editable, removable_since
from documents import actions as papers
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile, drop_unneeded
from emulation_bloc.lib.states import ActionError
from meetings.actions.official import save_paper, start_paper
from meetings.models import OfficialPaper
from units.actions import lock, record
from units.models import Period, User

State = Nomination.State
MOST_FILES = 50


@transaction.atomic
def start_proposal(period: Period, *, by: User | None) -> OfficialPaper:
    """Begin the tờ trình of the period's minuted nominations that no other one names; a draft that
    is there keeps its prose and names them as they now stand.

    Raises ActionError when there are none, or the head is about to approve one.
    """
    lock(period.bloc)
    known = papers_of(period)
    draft = draft_among(known)
    rows = Nomination.objects.filter(period=period, state=State.MINUTED, proposal__isnull=True)
    rows = rows.exclude(pk__in=named_elsewhere(known, draft)).order_by("position", "pk")
    details = {"nominations": list(rows.values_list("pk", flat=True))}
    if not details["nominations"]:
        raise ActionError(_("Chưa có đề nghị nào được ghi vào biên bản hội nghị để trình."))
    if draft is None:
        return start_paper(period, "proposal", by=by, details=details)
    save_paper(draft, values={"details": details}, revision=draft.revision, by=by)
    return draft


@transaction.atomic
def submit_nominations(document: Document, *, by: User | None) -> None:
    """Send the dossiers of the tờ trình that goes out: none incomplete, none with a question open.

    Raises ActionError with everything that is missing, and for a nomination that has ended since
    the paper was approved with its name.
    """
    lock(document.bloc)
    paper = OfficialPaper.objects.filter(document=document).first()
    if paper is None:
        return
    rows = nominations_of(paper)
    named = {pk for pk, *_rest in document.words.get("facts", {}).get("nominations", [])}
    if gone := Nomination.objects.filter(pk__in=named, state__in=Nomination.ENDS).first():
        raise ActionError(
            _(
                "Tờ trình đã duyệt còn ghi %(name)s, đề nghị này đã rút hoặc kết thúc. Hãy lập tờ "
                "trình thay thế rồi gửi."
            )
            % {"name": gone}
        )
    found = {str(row): " ".join(lack.text for lack in lacks(row)) for row in rows}
    missing = [f"{name}: {texts}" for name, texts in found.items() if texts]
    if missing:
        says = _("Hồ sơ chưa đủ để gửi. Mở từng hồ sơ ở trang Đề nghị khen thưởng để bổ sung:")
        raise ActionError("\n".join([says, *missing]))
    for row in rows:
        row.move_to(State.SUBMITTED, submitted_at=clock.now(), proposal=document)
        record(row, "nomination_sent", by=by)
        _send_report(row, by)


def _send_report(nomination: Nomination, by: User | None) -> None:
    """The signed achievement report goes with its dossier: from now on the reviewer reads it."""
    report = Document.objects.filter(achievement__nomination=nomination).first()
    if report and report.state == Document.State.SIGNED:
        papers.record_sent(report, by=by, how=_("Gửi cùng hồ sơ đề nghị khen thưởng"))


@transaction.atomic
def supplement(nomination: Nomination, *, by: User | None, note: str) -> None:
    """The head sends what the department asked for, with a word on what was added.

    A replaced achievement report goes along. Raises ActionError without a word, when no supplement
    is asked for, and with everything that the dossier still lacks.
    """
    lock(nomination.bloc)
    nomination.refresh_from_db(fields=["state"])
    if not note.strip():
        raise ActionError(_("Hãy ghi nội dung đã bổ sung."))
    if nomination.state != State.SUPPLEMENT:
        raise ActionError(_("Sở Nội vụ không yêu cầu bổ sung hồ sơ này. Hãy tải lại trang."))
    if missing := [lack.text for lack in lacks_of_supplement(nomination)]:
        raise ActionError(" ".join([_("Hồ sơ chưa đủ để gửi."), *missing]))
    added = added_since_asked(nomination)
    nomination.move_to(State.SUPPLEMENTED)
    _send_report(nomination, by)
    record(
        nomination, "nomination_supplemented", by=by, reason=note.strip(), after={"added": added}
    )


@transaction.atomic
def _keep(
    nomination: Nomination, upload: NewFile, path: str, kind: str, title: str, by: User | None
) -> DossierFile:
    lock(nomination.bloc)
    nomination.refresh_from_db(fields=["state"])
    _refuse_closed(nomination)
    here = DossierFile.objects.filter(nomination=nomination)
    if known := here.filter(sha256=upload.sha256, kind=kind).first():
        return known
    if here.count() >= MOST_FILES:
        raise ActionError(
            _("Hồ sơ đã có %(n)d tệp. Hãy xóa bớt tệp không dùng rồi tải lên.") % {"n": MOST_FILES}
        )
    made = DossierFile.objects.create(
        bloc=nomination.bloc,
        nomination=nomination,
        kind=kind,
        title=title.strip()[:300] or upload.name,
        by=by,
        at=clock.now(),
        **upload.fields(path),
    )
    record(nomination, "dossier_file_added", by=by, after={"file": made.name})
    return made


def add_file(
    nomination: Nomination, *, upload: NewFile, kind: str, title: str, by: User | None
) -> DossierFile:
    """Put a file into the dossier; the same bytes of the same kind once more give the one there is.

    Never call it inside a transaction: the bytes are written first. Raises ActionError once the
    dossier is with the department, or holds too many files.
    """
    path = upload.store("dossiers")
    try:
        return _keep(nomination, upload, path, kind, title, by)
    finally:
        drop_unneeded(path, DossierFile)


@transaction.atomic
def remove_file(file: DossierFile, *, by: User | None) -> None:
    """Take a file out of the dossier while it may be edited. Twice changes nothing.

    Raises ActionError once the dossier is with the department, and for a file that was sent.
    """
    nomination = file.nomination
    lock(nomination.bloc)
    nomination.refresh_from_db(fields=["state", "submitted_at"])
    _refuse_closed(nomination)
    stored = DossierFile.objects.filter(pk=file.pk).first()
    if stored is None:
        return
    since = removable_since(nomination)
    if since and stored.at < since:
        raise ActionError(_("Tài liệu đã gửi Sở Nội vụ, không xóa được. Hãy thêm tài liệu mới."))
    path = stored.file
    record(nomination, "dossier_file_removed", by=by, before={"file": stored.name})
    stored.delete()
    transaction.on_commit(lambda: drop_unneeded(path, DossierFile), robust=True)


def _refuse_closed(nomination: Nomination) -> None:
    if not is_editable(nomination):
        raise ActionError(_("Hồ sơ đã gửi hoặc đã kết thúc, không sửa được tài liệu."))
