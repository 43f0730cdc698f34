"""What the trail calls what the department does: appraisal, council, decision, packs."""

WORDS: dict[str, str] = {}
