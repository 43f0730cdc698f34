"""What the trail calls what the department does: appraisal, council, decision, packs."""

WORDS: dict[str, str] = {
    "nomination_received": "Sở Nội vụ tiếp nhận hồ sơ đề nghị",
    "review_prepared": "Chuyên viên chuẩn bị ý kiến thẩm định",
    "review_sent_back": "Lãnh đạo yêu cầu xem lại ý kiến thẩm định",
    "review_supplement": "Yêu cầu bổ sung hồ sơ đề nghị",
    "review_accept": "Thẩm định hồ sơ đủ điều kiện, trình Hội đồng",
    "review_return": "Trả lại hồ sơ đề nghị",
    "council_passed": "Hội đồng thông qua đề nghị",
    "council_not_passed": "Hội đồng không thông qua đề nghị",
    "step_approved_by_ubnd": "UBND tỉnh thông qua đề nghị",
    "step_party_opinion": "Có ý kiến của Ban Thường vụ Tỉnh ủy",
    "step_submitted_to_bnv": "Trình Bộ Nội vụ",
    "step_bnv_appraised": "Bộ Nội vụ thẩm định xong",
    "step_pm_decided": "Thủ tướng, Chủ tịch nước quyết định",
    "decision_recorded": "Ghi quyết định khen thưởng",
    "nomination_decided": "Đề nghị có quyết định khen thưởng",
    "nomination_notified": "Thông báo kết quả khen thưởng",
    "nomination_delivered": "Trao khen thưởng",
    "nomination_refused": "Không khen thưởng",
    "nomination_annulled": "Hủy bỏ quyết định khen thưởng",
    "members": "tổng số thành viên",
}
