"""What the trail calls what is done at and about a meeting."""

WORDS: dict[str, str] = {}
