"""What the trail calls what is done about mail and the calendar."""

WORDS: dict[str, str] = {
    "reminders_written": "Soạn thư nhắc",
    "letters_sent": "Gửi thư",
    "letters_dropped": "Bỏ thư, không gửi",
    "letter_retried": "Gửi lại thư bị lỗi",
    "letters": "số thư",
    "addresses": "địa chỉ nhận",
}
