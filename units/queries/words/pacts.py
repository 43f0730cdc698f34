"""What the trail calls what is done about the pact of the year."""

WORDS = {
    "pact_started": "Lập giao ước thi đua",
    "pact_offered": "Gửi giao ước để các đơn vị xác nhận",
    "pact_reopened": "Mở lại dự thảo giao ước",
    "pact_confirmed": "Lãnh đạo đơn vị xác nhận giao ước",
    "pact_approved": "Duyệt giao ước thi đua",
    "waiting": "chưa xác nhận",
}
