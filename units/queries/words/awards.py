"""What the trail calls what is done about awards, rules, facts and the register."""

WORDS: dict[str, str] = {
    "award_registered": "Ghi vào sổ theo dõi khen thưởng",
    "award_annulled": "Ghi hủy bỏ trong sổ theo dõi khen thưởng",
    "award_carried_over": "Ghi kế thừa khen thưởng sau sắp xếp tổ chức",
}
