"""The proposal is begun, and with it the dossiers go to the Department of Home Affairs."""

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import Nomination
from awards.queries.dossier import lacks
from awards.queries.proposal import nominations_of
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.official import start_paper
from meetings.models import OfficialPaper
from units.actions import lock, record
from units.models import Period, User

State = Nomination.State


@transaction.atomic
def start_proposal(period: Period, *, by: User | None) -> OfficialPaper:
    """Begin the tờ trình of the period's minuted nominations that no paper has sent yet.

    Raises ActionError when there are none, or a draft is under way.
    """
    lock(period.bloc)
    rows = Nomination.objects.filter(period=period, state=State.MINUTED, proposal__isnull=True)
    chosen = list(rows.order_by("position", "pk").values_list("pk", flat=True))
    if not chosen:
        raise ActionError(_("Chưa có đề nghị nào được ghi vào biên bản hội nghị để trình."))
    return start_paper(period, "proposal", by=by, details={"nominations": chosen})


@transaction.atomic
def submit_nominations(document: Document, *, by: User | None) -> None:
    """Send the dossiers of the tờ trình that goes out: none incomplete, none with a question open.

    Withdrawn nominations are left out. Raises ActionError with everything that is missing.
    """
    lock(document.bloc)
    paper = OfficialPaper.objects.filter(document=document).first()
    if paper is None:
        return
    rows = [row for row in nominations_of(paper) if not row.is_over]
    missing = [f"{row}: {lack.text}" for row in rows for lack in lacks(row)]
    if missing:
        raise ActionError(" ".join([_("Hồ sơ chưa đủ để gửi."), *missing]))
    for row in rows:
        row.move_to(State.SUBMITTED, submitted_at=clock.now(), proposal=document)
        record(row, "nomination_sent", by=by)
