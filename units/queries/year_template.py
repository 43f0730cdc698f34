"""The template of a bloc's year: the usual one, the bloc's own, and its dates in a year."""

from datetime import date

from units.models import Bloc, Milestone, Period
from units.queries.settings_ import calendar_settings

Row = tuple[str, str, str, str, bool, tuple[int, ...]]
Owes = Milestone.Owes
WEEK = (7, 3, 1)

# Bloc practice §2.2. `mm-dd`, with a plus for a day of the following year. The days there are a
# proposal compiled from dates seen in twelve provinces, no rule of law: each bloc changes them.
USUAL: tuple[Row, ...] = (
    (
        "plan",
        "01-15",
        "Ban hành kế hoạch hoạt động năm; gửi lấy ý kiến dự thảo bộ tiêu chí, thang điểm",
        Owes.HEAD.value,
        True,
        WEEK,
    ),
    ("registration", "02-10", "Gửi bản đăng ký thi đua", Owes.UNITS.value, True, WEEK),
    (
        "pact",
        "02-28",
        "Tổ chức ký giao ước thi đua (chậm nhất ngày 31/3)",
        Owes.HEAD.value,
        True,
        WEEK,
    ),
    (
        "half_report",
        "06-15",
        "Gửi báo cáo, bảng tự đánh giá 6 tháng đầu năm",
        Owes.UNITS.value,
        True,
        WEEK,
    ),
    (
        "half_draft",
        "06-25",
        "Hoàn thành dự thảo báo cáo sơ kết của Khối",
        Owes.SECRETARY.value,
        True,
        WEEK,
    ),
    (
        "half_meeting",
        "07-15",
        "Tổ chức hội nghị sơ kết 6 tháng đầu năm",
        Owes.HEAD.value,
        True,
        WEEK,
    ),
    (
        "half_send",
        "07-20",
        "Gửi báo cáo sơ kết, biên bản hội nghị về Sở Nội vụ",
        Owes.SECRETARY.value,
        True,
        WEEK,
    ),
    (
        "activities",
        "10-31",
        "Tổ chức hoạt động chung của Khối; kiểm tra chéo giữa các đơn vị",
        Owes.HEAD.value,
        False,
        (30, 7),
    ),
    (
        "year_report",
        "11-15",
        "Gửi báo cáo, bảng tự chấm điểm cả năm kèm minh chứng",
        Owes.UNITS.value,
        True,
        WEEK,
    ),
    (
        "peers",
        "11-25",
        "Hoàn thành chấm chéo (nếu quy chế của Khối có bước này)",
        Owes.UNITS.value,
        False,
        WEEK,
    ),
    (
        "appraisal",
        "11-30",
        "Hoàn thành thẩm định, giải trình điểm tự chấm",
        Owes.APPRAISERS.value,
        True,
        WEEK,
    ),
    (
        "year_meeting",
        "12-10",
        "Tổ chức hội nghị tổng kết, bình xét, suy tôn, giới thiệu Trưởng khối năm sau",
        Owes.HEAD.value,
        True,
        WEEK,
    ),
    (
        "year_send",
        "12-20",
        "Gửi hồ sơ đề nghị khen thưởng về Sở Nội vụ",
        Owes.SECRETARY.value,
        True,
        WEEK,
    ),
    ("handover", "12-31", "Bàn giao nhiệm vụ Trưởng khối", Owes.HEAD.value, True, WEEK),
    (
        "outcome",
        "+03-31",
        "Thông báo kết quả xét khen thưởng của Hội đồng thi đua, khen thưởng tỉnh",
        Owes.REVIEWER.value,
        False,
        (7,),
    ),
)

# While the period is open in the system its window is the milestone's date: one date, one place.
BOUND = {
    "half_report": (Period.Kind.HALF_YEAR, "report_due"),
    "half_draft": (Period.Kind.HALF_YEAR, "draft_due"),
    "half_meeting": (Period.Kind.HALF_YEAR, "meeting_due"),
    "half_send": (Period.Kind.HALF_YEAR, "send_due"),
    "year_report": (Period.Kind.YEAR, "report_due"),
    "year_draft": (Period.Kind.YEAR, "draft_due"),
    "year_meeting": (Period.Kind.YEAR, "meeting_due"),
    "year_send": (Period.Kind.YEAR, "send_due"),
}


def template_on(bloc: Bloc, day: date) -> tuple[Row, ...]:
    """The bloc's own template as it stands on `day`, or the usual one."""
    return calendar_settings(bloc, day).milestones or USUAL


def day_in(year: int, text: str) -> date:
    """`mm-dd` in a year, `+mm-dd` in the one after it; 29/02 is 28/02 in a common year."""
    month, day = (int(part) for part in text.removeprefix("+").split("-"))
    return _real(year + text.startswith("+"), month, day)


def text_of(day: date, year: int) -> str:
    """A day of the year's calendar as a template keeps it."""
    return f"{'+' if day.year > year else ''}{day:%m-%d}"


def moved(day: date, years: int) -> date:
    """The same day `years` later; 29/02 is 28/02 in a common year."""
    return _real(day.year + years, day.month, day.day)


def _real(year: int, month: int, day: int) -> date:
    if (month, day) == (2, 29):
        try:
            return date(year, 2, 29)
        except ValueError:
            return date(year, 2, 28)
    return date(year, month, day)
