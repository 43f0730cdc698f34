"""What a draft still lacks before it can be submitted: sentences that say what to do."""

from django.utils.translation import gettext as _

from meetings.models import (
    Attendance,
    Guest,
    Meeting,
    Minutes,
    ReportSection,
    ReviewReport,
)
from meetings.queries.desk import Rows, desk_rows
from units.queries import head_on


def what_lacks(draft: Minutes | ReviewReport, rows: Rows | None = None) -> list[str]:
    """Sentences, empty when the draft is ready for its approver.

    `rows` are the meeting's rows where the caller has read them already (queries.desk_rows).
    """
    if isinstance(draft, ReviewReport):
        return _report_lacks(draft)
    if draft.is_supplement:
        return [] if draft.supplement.strip() else [_("Hãy ghi nội dung bổ sung, đính chính.")]
    return _meeting_lacks(draft.meeting, rows or desk_rows(draft.meeting))


def _meeting_lacks(meeting: Meeting, rows: Rows) -> list[str]:
    roles = {row.role for row in rows["guests"]}
    accounts = {row.role for row in rows["guests"] if row.user_id}
    presences = [row.presence for row in rows["attendance"]]
    unmarked = presences.count(Attendance.Presence.UNKNOWN)
    here = {Attendance.Presence.PRESENT, Attendance.Presence.STAND_IN}
    nameless = any(row.presence in here and not row.name for row in rows["attendance"])
    checks = [
        (meeting.date and meeting.starts_at, _("Hãy nhập ngày họp và giờ bắt đầu.")),
        (meeting.place, _("Hãy nhập địa điểm họp.")),
        (Guest.Role.CHAIR in roles, _("Hãy ghi chủ tọa hội nghị.")),
        (
            Guest.Role.CHAIR not in roles or Guest.Role.CHAIR in accounts,
            _("Hãy chọn tài khoản của chủ tọa để chủ tọa duyệt được biên bản."),
        ),
        (Guest.Role.SECRETARY in roles, _("Hãy ghi thư ký hội nghị.")),
        (
            Guest.Role.SECRETARY not in roles or Guest.Role.SECRETARY in accounts,
            _("Hãy chọn tài khoản của thư ký hội nghị để thư ký trình được biên bản."),
        ),
        (not unmarked, _("Còn %(n)d đơn vị chưa điểm danh.") % {"n": unmarked}),
        (not nameless, _("Hãy ghi họ tên đại biểu của đơn vị có mặt hoặc ủy quyền.")),
        (
            meeting.results.strip() or not meeting.is_review,
            _("Hãy ghi kết quả trong kỳ."),
        ),
        (
            rows["directions"] or not meeting.is_review,
            _("Hãy ghi phương hướng, nhiệm vụ đã thống nhất."),
        ),
        (meeting.ends_at, _("Hãy nhập giờ kết thúc hội nghị.")),
    ]
    return [sentence for is_there, sentence in checks if not is_there]


def _report_lacks(report: ReviewReport) -> list[str]:
    lacks = []
    shortfalls = report.sections.filter(key=ReportSection.Key.SHORTFALLS).exclude(body="")
    if not shortfalls.exists():
        lacks.append(_("Hãy ghi phần tồn tại, hạn chế và nguyên nhân: phần này bắt buộc."))
    if report.meeting is None or not report.meeting.results.strip():
        lacks.append(_("Hãy ghi kết quả trong kỳ ở trang ghi biên bản hội nghị."))
    if head_on(report.bloc, report.period.ends) is None:
        lacks.append(_("Khối chưa có Trưởng khối trong phân công, chưa có người duyệt báo cáo."))
    return lacks
