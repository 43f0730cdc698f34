"""What the trail calls what is done about mail and the calendar."""

WORDS: dict[str, str] = {}
