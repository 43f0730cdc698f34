"""What a draft still lacks before it can be submitted: sentences that say what to do."""

from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from meetings.models import (
    Attendance,
    Guest,
    Meeting,
    Minutes,
    ReportSection,
    ReviewReport,
)
from meetings.queries.ballots import UNDER_WAY, meeting_ballots
from meetings.queries.confirmation import waits_for
from meetings.queries.desk import Rows, desk_rows
from meetings.queries.quorum import quorum_of
from units.models import MeetingSettings
from units.queries import head_on, meeting_settings

Presence = Attendance.Presence


def what_lacks(
    draft: Minutes | ReviewReport,
    rows: Rows | None = None,
    *,
    rules: MeetingSettings | None = None,
    for_chair: bool = True,
) -> list[str]:
    """Sentences, empty when the draft is ready for its approver, or (`for_chair` False) for the
    units that are to confirm it.

    `rows` are the meeting's rows and `rules` the bloc's on its day where the caller has read them
    already (queries.desk_rows).
    """
    if isinstance(draft, ReviewReport):
        return _report_lacks(draft)
    if draft.is_supplement:
        return [] if draft.supplement.strip() else [_("Hãy ghi nội dung bổ sung, đính chính.")]
    told = rows or desk_rows(draft.meeting)
    meeting = draft.meeting
    rules = rules or meeting_settings(meeting.bloc, meeting.date or clock.today())
    waits = waits_for(draft, confirms=rules.confirms_minutes) if for_chair else []
    return [
        *_meeting_lacks(meeting, told),
        *_quorum_lacks(meeting, told["attendance"], rules),
        *_uncounted(meeting),
        *waits,
    ]


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
        *_content_checks(meeting, rows),
        (meeting.ends_at, _("Hãy nhập giờ kết thúc hội nghị.")),
    ]
    return [sentence for is_there, sentence in checks if not is_there]


def _content_checks(meeting: Meeting, rows: Rows) -> list[tuple[object, str]]:
    """A review takes stock and looks ahead; another meeting has something to tell at all."""
    if meeting.is_review:
        return [
            (meeting.results.strip(), _("Hãy ghi kết quả trong kỳ.")),
            (rows["directions"], _("Hãy ghi phương hướng, nhiệm vụ đã thống nhất.")),
        ]
    typed = [meeting.context, meeting.results, meeting.discussion]
    parts = ("contributions", "directions", "decisions", "remarks")
    told = any(text.strip() for text in typed) or any(rows[part] for part in parts)
    return [(told, _("Hãy ghi nội dung, ý kiến hoặc kết luận của hội nghị."))]


def _quorum_lacks(
    meeting: Meeting, attendances: list[Attendance], rules: MeetingSettings
) -> list[str]:
    """A meeting that voted, or changed scores, needs the bloc's quorum; a half-year review only
    where the bloc's rules say so."""
    quorum = quorum_of(attendances, rules)
    if quorum.is_met or any(row.presence == Presence.UNKNOWN for row in attendances):
        return []
    decided = _decided(meeting, rules)
    if decided is None:
        return []
    counted = "" if rules.counts_stand_ins else _(", không tính đơn vị ủy quyền người dự thay")
    return [
        _(
            "%(decided)s cần ít nhất %(rule)s số đơn vị thành viên có mặt%(counted)s, tức từ "
            "%(needed)d đơn vị; hội nghị chỉ có %(present)d/%(members)d đơn vị. Hãy kiểm tra lại "
            "điểm danh, hoặc xóa phần này và tổ chức biểu quyết lại."
        )
        % {
            "decided": decided,
            "rule": quorum.rule,
            "counted": counted,
            "needed": quorum.needed,
            "present": quorum.present,
            "members": quorum.members,
        }
    ]


def _uncounted(meeting: Meeting) -> list[str]:
    """Ballots that are under way: after the minutes nobody could count them."""
    return [
        _("Cuộc bỏ phiếu “%(question)s” chưa xong. Hãy kiểm phiếu, hoặc hủy và ghi lý do.")
        % {"question": row.question}
        for row in meeting_ballots(meeting)
        if row.state in UNDER_WAY
    ]


def _decided(meeting: Meeting, rules: MeetingSettings) -> str | None:
    """What of the meeting needs a quorum, in words; None when nothing does."""
    if meeting.elections.exists():
        return _("Bầu Trưởng khối, Phó Trưởng khối")
    if meeting.scorechanges.exists():
        return _("Biểu quyết điều chỉnh điểm")
    if meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW and rules.half_year_needs_quorum:
        return _("Theo quy định của Khối, hội nghị sơ kết")
    return None


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
