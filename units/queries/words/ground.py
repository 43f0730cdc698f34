"""What the trail calls what is done about tenants, people and periods."""

WORDS = {
    "appointed": "Phân công",
    "appointment_ended": "Kết thúc phân công",
    "deputy_assigned": "Giao Phó Trưởng khối duyệt thay",
    "deputy_taken_back": "Thôi giao Phó Trưởng khối duyệt thay",
    "period_opened": "Mở kỳ",
    "windows_changed": "Đổi thời hạn của kỳ",
    "period_closed": "Kết thúc kỳ",
    "bloc_founded": "Lập khối",
    "unit_admitted": "Thêm đơn vị thành viên",
    "unit_left": "Đơn vị thôi là thành viên",
    "paper_settings_saved": "Đổi thể thức và cách đánh số",
    "scoring_settings_saved": "Đổi cài đặt chấm điểm",
}
