"""What the trail calls what is done about awards, rules, facts and the register."""

WORDS: dict[str, str] = {}
