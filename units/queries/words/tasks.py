"""What the trail calls what is done about tasks, movements, models and activities."""

WORDS: dict[str, str] = {
    "task_assigned": "Giao nhiệm vụ",
    "no_task_noted": "Ghi lý do không giao nhiệm vụ",
    "tasks_followed": "Cập nhật nhiệm vụ theo biên bản",
    "task_changed": "Sửa nhiệm vụ",
    "task_closed": "Kết thúc nhiệm vụ",
    "task_dropped": "Thôi thực hiện nhiệm vụ",
    "task_reopened": "Mở lại nhiệm vụ",
    "progress_reported": "Báo cáo tiến độ nhiệm vụ",
    "progress_confirmed": "Xác nhận báo cáo tiến độ",
    "progress_returned": "Trả lại báo cáo tiến độ",
    "progress_withdrawn": "Rút lại báo cáo tiến độ",
    "share_accepted": "Ghi nhận đơn vị hoàn thành nhiệm vụ",
    "share_asked_again": "Đề nghị đơn vị báo cáo bổ sung",
    # Values kept before and after.
    "percent": "tiến độ (%)",
    "due": "hạn",
    "measure": "kết quả cần đạt",
    "weight": "mức quan trọng",
    "area": "lĩnh vực",
    "state": "trạng thái",
    "note": "đánh giá",
}
