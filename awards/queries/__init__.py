"""Reads of awards used twice, and what may be computed from them: one module per topic."""
