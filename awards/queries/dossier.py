"""What a nominee's dossier must hold before it goes out, and what it still lacks (Law, Art. 84)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Ranking
from awards.models import Nomination
from awards.queries.proposal import minutes_of
from documents.models import Document


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
    return found + (_of_ranking(nomination) if nomination.source == Nomination.Source.RANK else [])


def _of_ranking(nomination: Nomination) -> list[Lack]:
    """What a nomination by rank rests on: closed scores and the bloc's report."""
    period, found = nomination.period, []
    page = period.get_absolute_url()
    if not Ranking.objects.filter(round__period=period).exists():
        found.append(Lack(_("Kết quả chấm điểm chưa được chốt."), page))
    reports = Document.objects.filter(review_report__period=period)
    if not reports.approved().exists():
        found.append(Lack(_("Báo cáo tổng kết của Khối chưa được duyệt."), page))
    return found
