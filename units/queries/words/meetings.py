"""What the trail calls what is done at and about a meeting."""

WORDS: dict[str, str] = {
    # Before the meeting.
    "file_attached": "Thêm tài liệu",
    "file_removed": "Xóa tài liệu",
    "invitations_sent": "Gửi giấy mời",
    "changes_announced": "Gửi thông báo thay đổi",
    "invitation_answered": "Trả lời giấy mời",
    "units_refreshed": "Cập nhật danh sách đơn vị",
    "meeting_opened": "Khai mạc hội nghị",
    "meeting_closed": "Kết thúc hội nghị",
    "meeting_reopened": "Mở lại hội nghị",
    "meeting_cancelled": "Hủy hội nghị",
    "added": "thêm",
    # In the room.
    "score_change_agreed": "Ghi điều chỉnh điểm đã thống nhất",
    "score_change_dropped": "Bỏ điều chỉnh điểm",
    "model_found": "Ghi điển hình tiên tiến",
    # The minutes on their way.
    "passage_reset": "Trở lại lời văn tự động",
    "version_saved": "Lưu bản biên bản",
    "confirmation_opened": "Gửi dự thảo biên bản lấy xác nhận",
    "confirmation_closed": "Kết thúc lấy xác nhận biên bản",
    "minutes_confirmed": "Xác nhận thống nhất dự thảo biên bản",
    "minutes_remarked": "Góp ý dự thảo biên bản",
    "remark_answered": "Trả lời góp ý dự thảo biên bản",
}
