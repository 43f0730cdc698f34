"""What the trail calls what is done about tasks, movements, models and activities."""

WORDS: dict[str, str] = {}
