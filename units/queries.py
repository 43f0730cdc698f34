"""Reads used twice."""

import re
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from emulation_bloc.lib import clock, vietnamese
from units.models import (
    Appointment,
    Bloc,
    BlocSettings,
    Membership,
    PaperSettings,
    Period,
    Province,
    ScoringSettings,
    Unit,
    UnitName,
    User,
)
from units.models.tenants import valid_on


def demo_day() -> date | None:
    """The day on which the demonstration stands, None when there is none."""
    row = Province.objects.filter(is_demo=True, demo_day__isnull=False).values_list(
        "demo_day", flat=True
    )
    return row.first()


def paper_settings(bloc: Bloc, day: date) -> PaperSettings:
    """How the bloc's papers look and are numbered on `day`; plain defaults where nothing is set."""
    rows = BlocSettings.objects.filter(bloc=bloc, topic=BlocSettings.Topic.PAPERS, starts__lte=day)
    row = rows.order_by("-starts").first()
    return row.typed if row else PaperSettings()


def scoring_settings(bloc: Bloc, day: date) -> ScoringSettings:
    """How the bloc scores and ranks on `day`; plain defaults where nothing is set."""
    rows = BlocSettings.objects.filter(bloc=bloc, topic=BlocSettings.Topic.SCORING, starts__lte=day)
    row = rows.order_by("-starts").first()
    return row.typed if row else ScoringSettings()


def members_on(bloc: Bloc, day: date) -> QuerySet[Membership]:
    """The bloc's members on a day, in their order, with the unit."""
    return (
        Membership.objects.filter(bloc=bloc)
        .on(day)
        .select_related("unit")
        .order_by("position", "pk")
    )


def names_on(units: list[Unit], day: date) -> dict[int, tuple[str, str]]:
    """Unit id → (official name, short name) valid on `day`; the present name where none is dated.
    Unit id → (official name, short name) valid on `day`; the present name where none is dated."""
    names = {unit.pk: (unit.name, unit.short_name) for unit in units}
    for row in UnitName.objects.filter(valid_on(day), unit__in=units):
        names[row.unit_id] = (row.name, row.short_name)
    return names


def head_on(bloc: Bloc, day: date) -> Appointment | None:
    """Who heads the bloc on a day: the latest start not after it."""
    rows = Appointment.objects.filter(bloc=bloc, role=Appointment.Role.HEAD, starts__lte=day)
    return rows.select_related("user", "unit", "user__unit").order_by("-starts").first()


def acting_deputy_on(bloc: Bloc, day: date, user_id: int) -> Appointment | None:
    """The deputy's appointment while the head has assigned that person to approve."""
    rows = Appointment.objects.filter(
        valid_on(day), bloc=bloc, role="deputy", user=user_id, acting_from__lte=day
    )
    return rows.exclude(acting_to__lt=day).select_related("user", "unit").first()


def people_of_bloc(bloc: Bloc, day: date) -> QuerySet[Appointment]:
    """Today's appointments of the bloc and of its members' units, for forms that name a person."""
    units = Membership.objects.filter(bloc=bloc).on(day).values("unit")
    rows = Appointment.objects.filter(valid_on(day)).filter(Q(unit__in=units) | Q(bloc=bloc))
    return rows.select_related("user", "unit").order_by("user__full_name", "pk")


def frame_periods(bloc_ids: set[int], province_ids: set[int]) -> QuerySet[Period]:
    """The periods of the blocs a person may see, with bloc and province: the two switchers, one
    query."""
    return (
        Period.objects.filter(Q(bloc__in=bloc_ids) | Q(bloc__province__in=province_ids))
        .select_related("bloc", "bloc__province")
        .order_by("bloc__province__slug", "bloc__slug", "-ends", "starts")
    )


DEMO_ORDER = (
    Appointment.Role.SECRETARY,
    Appointment.Role.HEAD,
    Appointment.Role.DEPUTY,
    Appointment.Role.CHAIR,
    Appointment.Role.MEETING_SECRETARY,
    Appointment.Role.OFFICER,
    Appointment.Role.LEADER,
    Appointment.Role.APPRAISER,
    Appointment.Role.REVIEWER,
    Appointment.Role.OBSERVER,
)


def demo_accounts() -> list[dict[str, str]]:
    """One row per account and role: role, label, username, name, position, bloc (with its
    province).

    Empty when there is no demonstration. Passwords: `units.actions.demo_password`.
    """
    day = demo_day()
    if day is None:
        return []
    rows = Appointment.objects.filter(
        valid_on(day), user__province__is_demo=True, user__is_active=True
    ).select_related("user", "bloc__province", "unit", "province")
    members = Membership.objects.on(day).select_related("bloc__province")
    blocs: dict[int | None, str] = {row.unit_id: _of_province(row.bloc) for row in members}
    accounts = [
        _account(
            row.role,
            str(row.get_role_display()),
            row.user,
            _of_province(row.bloc) if row.bloc else blocs.get(row.unit_id, row.province.name),
        )
        for row in rows.order_by("province__slug", "pk")
    ]
    shown = list(dict.fromkeys(row["bloc"] for row in accounts))
    order = [role.value for role in DEMO_ORDER]
    accounts.sort(key=lambda row: (shown.index(row["bloc"]), order.index(row["role"])))
    operators = User.objects.filter(is_superuser=True, province__is_demo=True, is_active=True)
    return accounts + [_account("operator", "Quản trị hệ thống", user, "") for user in operators]


def _of_province(bloc: Bloc) -> str:
    return f"{bloc.name}, {bloc.province.name}"


def _account(role: str, label: str, user: User, bloc: str) -> dict[str, str]:
    return {
        "role": role,
        "label": label,
        "username": user.username,
        "name": user.full_name,
        "position": user.position,
        "bloc": bloc,
    }


ACTION_WORDS = {
    "appointed": "Phân công",
    "appointment_ended": "Kết thúc phân công",
    "deputy_assigned": "Giao Phó Trưởng khối duyệt thay",
    "deputy_taken_back": "Thôi giao Phó Trưởng khối duyệt thay",
    "period_opened": "Mở kỳ",
    "windows_changed": "Đổi thời hạn của kỳ",
    "period_closed": "Kết thúc kỳ",
    "disqualification_decided": "Kết luận điều kiện loại trừ",
    "round_closed": "Chốt kết quả chấm điểm",
    "bloc_founded": "Lập khối",
    "unit_admitted": "Thêm đơn vị thành viên",
    "unit_left": "Đơn vị thôi là thành viên",
    "paper_settings_saved": "Đổi thể thức và cách đánh số",
    "scoring_settings_saved": "Đổi cài đặt chấm điểm",
    "criteria_started": "Lập dự thảo bộ tiêu chí",
    "criteria_renamed": "Đổi tên, căn cứ bộ tiêu chí",
    "criteria_imported": "Nhập bộ tiêu chí từ tệp",
    "criterion_added": "Thêm tiêu chí",
    "criterion_saved": "Sửa tiêu chí",
    "criterion_deleted": "Xóa tiêu chí",
    "criteria_published": "Ban hành bộ tiêu chí",
    "criteria_dropped": "Bỏ dự thảo bộ tiêu chí",
    "criteria_offered": "Cho khối khác chép bộ tiêu chí",
    "criteria_withdrawn": "Thôi cho chép bộ tiêu chí",
    "criteria_edition_started": "Lập bản mới của bộ tiêu chí",
    "edition_applied": "Áp dụng bản mới của bộ tiêu chí",
    "answer_dropped": "Bỏ nội dung của tiêu chí không còn",
    "reopened_by_edition": "Mở lại bảng tự chấm theo bản mới",
    "draft_started": "Lập dự thảo",
    "submitted": "Trình duyệt",
    "returned": "Trả lại dự thảo",
    "shared": "Gửi dự thảo lấy ý kiến",
    "unshared": "Thôi lấy ý kiến",
    "draft_dropped": "Hủy dự thảo",
    "approved": "Duyệt",
    "number_given": "Nhập số văn thư cấp",
    "signed": "Ghi nhận đã ký",
    "sent": "Ghi nhận đã gửi",
    "received": "Ghi nhận đã nhận",
    "rendering_retried": "Tạo lại tệp",
    "meeting_planned": "Lập hội nghị",
    "report_commented": "Góp ý dự thảo báo cáo",
    "comment_answered": "Trả lời góp ý",
    "round_advanced": "Chuyển bước đánh giá",
    "sheet_assigned": "Phân công thẩm định",
    "sheets_drawn": "Chia đều phiếu thẩm định",
    "sheet_done": "Chấm xong phiếu",
    "sheet_reopened": "Mở lại phiếu chấm",
    "explanation_sent": "Gửi giải trình",
    "stage": "bước",
    "without_return": "không có bảng tự chấm",
    "appraiser": "người thẩm định",
    "seed": "mã chia ngẫu nhiên",
    "drawn": "kết quả chia",
    "changed": "số điểm thay đổi",
    "registration_started": "Lập bản đăng ký thi đua",
    "registration_copied": "Chép chỉ tiêu năm trước",
    "registration_submitted": "Nộp bản đăng ký thi đua",
    "registration_reopened": "Mở lại bản đăng ký thi đua",
    "evidence_added": "Thêm minh chứng",
    "evidence_cited": "Dùng minh chứng cho thêm một mục",
    "evidence_uncited": "Gỡ minh chứng khỏi một mục",
    "evidence_changed": "Sửa minh chứng",
    "evidence_removed": "Xóa minh chứng",
    "evidence_carried": "Mang minh chứng từ kỳ trước sang",
    "evidence": "minh chứng mã số",
    "round_opened": "Mở đợt tự đánh giá",
    "return_added": "Lập bảng tự đánh giá cho đơn vị mới vào Khối",
    "round_due_moved": "Hạn nộp tự đánh giá đổi theo thời hạn của kỳ",
    "extended": "Gia hạn nộp cho đơn vị",
    "return_presented": "Trình lãnh đạo đơn vị",
    "return_sent_back": "Lãnh đạo đơn vị chuyển lại",
    "return_submitted": "Nộp báo cáo, bảng tự đánh giá",
    "return_recalled": "Rút lại bảng đã nộp",
    "returned_for_more": "Trả lại để bổ sung",
    "not_applicable_asked": "Đề nghị không áp dụng tiêu chí",
    "not_applicable_withdrawn": "Thôi đề nghị không áp dụng",
    "not_applicable_decided": "Quyết định đề nghị không áp dụng",
    "criterion": "tiêu chí",
    "criteria": "các tiêu chí",
    "said": "ý kiến",
    "at": "lúc",
    "late_days": "số ngày chậm",
    "due_at": "hạn nộp",
    "submitted_at": "nộp lúc",
    "criteria_set": "bộ tiêu chí",
    "sheet_taken": "Ghi số liệu từ tệp Excel",
    "past_taken_over": "Ghi nhận hồ sơ kỳ trước",
    "past_removed": "Gỡ hồ sơ kỳ trước",
    "role": "vai trò",
    "starts": "từ ngày",
    "last_day": "ngày cuối",
    "acting_to": "duyệt thay đến",
    "until": "đến",
    "report_due": "hạn đơn vị báo cáo",
    "draft_due": "hạn dự thảo chung",
    "meeting_from": "họp từ ngày",
    "meeting_due": "hạn họp",
    "send_due": "hạn gửi Sở Nội vụ",
    "unit": "đơn vị",
    "number": "số",
    "serial": "mã văn bản",
    "date": "ngày",
    "signed_by": "người ký",
    "on": "ngày",
    "year": "năm",
    "rows": "số dòng",
    "name": "tên",
    "cells": "số ô",
    "left": "tiêu chí giữ nguyên",
    "how": "cách gửi",
    "arrival_number": "số đến",
    "answer": "trả lời",
    "issuer_lines": "tên Khối trên văn bản",
    "parent_line": "cơ quan chủ quản",
    "symbol": "ký hiệu",
    "place": "địa danh",
    "numbering": "cách đánh số",
    "has_check_foot": "in mã kiểm tra",
    "copies": "số bản",
    "recipients": "nơi nhận",
    "source": "chép từ",
    "title": "tên",
    "basis": "căn cứ",
    "code": "mã",
    "text": "nội dung",
    "max_points": "điểm tối đa",
    "kind": "loại",
    "leaves": "số tiêu chí",
    "total": "tổng điểm chuẩn",
    "file": "tệp",
    "new": "thêm mới",
    "same": "giữ nguyên",
    "error": "lỗi",
    "removed": "bỏ",
    "edition": "bản số",
    "words": "nội dung",
    "points": "điểm",
    "scores_half_year": "chấm điểm kỳ 6 tháng",
    "stages": "các bước chấm",
    "peer_method": "cách lấy điểm chấm chéo",
    "final_rule": "điểm cuối",
    "weight_self": "tỷ trọng tự chấm",
    "weight_peers": "tỷ trọng chấm chéo",
    "weight_appraisal": "tỷ trọng thẩm định",
    "units_see_all": "các đơn vị xem điểm của nhau",
    "gap_limit": "ngưỡng chênh lệch",
    "tie_order": "thứ tự phân hạng khi bằng điểm",
    "bands": "xếp loại",
    "disqualifiers": "điều kiện loại trừ",
    "registration_due": "hạn đăng ký",
    "hard_days": "số ngày nhận chậm",
    "is_met": "vi phạm",
    "ground": "căn cứ",
}


def action_words(code: str) -> str:
    """A code of the trail in the words of the screen."""
    return ACTION_WORDS.get(code, code)


VALUE_WORDS = {
    "numbering": {"system": "hệ thống cấp", "typed": "nhập số văn thư cấp"},
    "role": {code: str(label) for code, label in Appointment.Role.choices},
}


def value_words(name: str, value: Any) -> str:
    """A value of the trail in the words of the screen: yes and no, dates, moments, codes,
    lists."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return VALUE_WORDS.get(name, {}).get(str(value)) or _day_or_moment(str(value))


def _day_or_moment(text: str) -> str:
    """A day or a moment as people write it; any other text, typed ones among it, as it is."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return vietnamese.date_short(date.fromisoformat(text))
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*[+-]\d\d:\d\d", text):
            moment = clock.local_time(datetime.fromisoformat(text))
            return f"{moment:%H:%M} {vietnamese.date_short(moment.date())}"
    except ValueError:
        pass
    return text
