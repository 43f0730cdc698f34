"""A unit's answers to what the first appraisal changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Assessment, Explanation, Round
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import User


def _open(assessment: Assessment) -> None:
    """Raise unless the stage runs and nothing has been sent yet."""
    stage = Round.objects.select_for_update().values_list("state", flat=True)
    if stage.get(pk=assessment.round_id) != Round.State.EXPLANATION:
        raise ActionError(_("Bước giải trình không mở, nội dung không sửa được."))
    if assessment.explanations.filter(at__isnull=False).exists():
        raise ActionError(_("Giải trình đã được lãnh đạo đơn vị gửi, không sửa được nữa."))


@transaction.atomic
def save_explanation(row: Explanation, *, text: str, revision: int, by: User) -> None:
    """Keep what a unit answers on one criterion.

    Raises StaleRevisionError when somebody else saved it since it was read, ActionError when the
    stage is over or the answers have been sent.
    """
    _open(row.assessment)
    row.save_if_unchanged(revision, {"text": text, "by": by})


@transaction.atomic
def send_explanations(assessment: Assessment, *, by: User) -> int:
    """Send a unit's answers: from now on they stand, an empty one accepts the change. Gives how
    many have words."""
    _open(assessment)
    rows = list(assessment.explanations.all())
    if not rows:
        raise ActionError(_("Thẩm định lần 1 không thay đổi điểm nào, không có gì để giải trình."))
    assessment.explanations.update(at=clock.now())
    written = sum(bool(row.text) for row in rows)
    record(assessment, "explanation_sent", by=by, after={"changed": written})
    return written
