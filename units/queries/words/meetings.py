"""What the trail calls what is done at and about a meeting."""

WORDS: dict[str, str] = {
    # Before the meeting.
    "file_attached": "Thêm tài liệu",
    "file_removed": "Xóa tài liệu",
}
