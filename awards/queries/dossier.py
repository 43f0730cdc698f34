"""What a nominee's dossier must hold before it goes out, and what it still lacks (Law, Art. 84)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.models import Nomination
from awards.queries.proposal import minutes_of


@dataclass(frozen=True)
class Lack:
    """A sentence that says what is missing, and the page where it is mended."""

    text: str
    url: str


def lacks(nomination: Nomination) -> list[Lack]:
    """What keeps the dossier from going out: open questions, holds, papers not approved yet."""
    own, found = nomination.get_absolute_url(), []
    checks = list(nomination.checks.all())
    if any(row.blocks for row in checks):
        found.append(Lack(_("Có điều kiện khen thưởng không đạt."), own))
    if any(row.is_open for row in checks):
        found.append(Lack(_("Còn điều kiện cần người xem xét, kết luận."), own))
    if nomination.holds.filter(lifted_at__isnull=True).exists():
        found.append(Lack(_("Đề nghị đang tạm dừng xét."), own))
    if nomination.state != Nomination.State.MINUTED:
        found.append(Lack(_("Đề nghị chưa được ghi vào biên bản hội nghị."), own))
    if not minutes_of(nomination.period):
        found.append(
            Lack(_("Biên bản hội nghị chưa được duyệt."), nomination.period.get_absolute_url())
        )
    ballot = nomination.ballot
    if ballot and not (ballot.tally and ballot.tally.is_approved):
        found.append(Lack(_("Biên bản kiểm phiếu chưa được duyệt."), ballot.get_absolute_url()))
    return found
