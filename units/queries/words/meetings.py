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
}
