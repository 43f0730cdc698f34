"""What the trail calls what is done about the province's frame."""

WORDS = {
    "frame_set": "Đặt khung thời gian cho các khối",
    "frame_criteria_set": "Chọn bộ tiêu chí khung của tỉnh",
}
