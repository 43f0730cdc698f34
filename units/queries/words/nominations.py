"""What the trail calls what is done about nominations and dossiers."""

WORDS: dict[str, str] = {
    "nominations_proposed": "Lập danh sách đề nghị khen thưởng theo kết quả xếp hạng",
    "nominated": "Thêm đề nghị khen thưởng",
    "self_nominated": "Đơn vị đề nghị khen thưởng",
    "nomination_checked": "Xét điều kiện khen thưởng",
    "nomination_ranked": "Ghi hạng của đơn vị được đề nghị",
    "nomination_voted": "Ghi kết quả bỏ phiếu thông qua đề nghị",
    "nomination_voted_down": "Ghi kết quả bỏ phiếu không thông qua đề nghị",
    "nomination_minuted": "Ghi đề nghị vào biên bản hội nghị",
    "nomination_withdrawn": "Rút đề nghị khen thưởng",
    "nomination_rejected": "Khối không thông qua đề nghị",
    "nomination_held": "Tạm dừng xét đề nghị khen thưởng",
    "nomination_hold_lifted": "Tiếp tục xét đề nghị khen thưởng",
    "nomination_sent": "Gửi hồ sơ đề nghị khen thưởng",
    "count": "số lượng",
    "agreed": "số phiếu đồng ý",
    "rank": "hạng",
}
