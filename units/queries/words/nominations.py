"""What the trail calls what is done about nominations and dossiers."""

WORDS: dict[str, str] = {}
