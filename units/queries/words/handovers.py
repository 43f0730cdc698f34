"""What the trail calls what is done about elections and handovers."""

WORDS = {
    "election_recorded": "Ghi kết quả bầu",
    "election_dropped": "Xóa kết quả bầu",
    "elected": "đơn vị trúng cử",
    "votes": "số phiếu hợp lệ",
    "handover_prepared": "Lập bàn giao nhiệm vụ Trưởng khối",
    "handover_dropped": "Hủy bàn giao",
    "handover_given": "Bên giao xác nhận bàn giao",
    "handover_reopened": "Mở lại danh mục bàn giao",
    "handover_agreed": "Bên nhận xác nhận bàn giao",
    "taker": "người nhận nhiệm vụ",
}
