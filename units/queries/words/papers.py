"""What the trail calls what is done about papers and meetings."""

WORDS = {
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
    "press_taken_anew": "Lấy lại nội dung tự động của tin bài",
    "press_note": "tin bài",
}
