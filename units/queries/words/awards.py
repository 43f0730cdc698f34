"""What the trail calls what is done about awards, rules, facts and the register."""

WORDS: dict[str, str] = {
    "award_registered": "Ghi vào sổ theo dõi khen thưởng",
    "award_annulled": "Ghi hủy bỏ trong sổ theo dõi khen thưởng",
    "register_file_attached": "Đính kèm quyết định vào sổ theo dõi khen thưởng",
    "register_imported": "Nhập khen thưởng cũ vào sổ từ tệp",
    "fact_saved": "Ghi số liệu, xác nhận của đơn vị",
    "fact_deleted": "Xóa số liệu, xác nhận của đơn vị",
    "reference_saved": "Sửa dữ liệu pháp lý, sắp xếp tổ chức",
    "award_settings_saved": "Đổi quy định bỏ phiếu, đề nghị khen thưởng",
    "award_carried_over": "Ghi kế thừa khen thưởng sau sắp xếp tổ chức",
    # Values.
    "quotas": "chỉ tiêu đề nghị",
    "rounding": "cách làm tròn",
    "one_achievement_one_award": "một thành tích một danh hiệu, hình thức",
    "needs_ballot": "phải bỏ phiếu",
    "inheritance": "kế thừa khi sắp xếp tổ chức",
    "pauses": "số năm chưa đề nghị lại",
}
