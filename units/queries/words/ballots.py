"""What the trail calls what is done about ballots; never who voted, nor what."""

WORDS: dict[str, str] = {}
