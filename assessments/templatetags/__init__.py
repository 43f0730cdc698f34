"""Filters of the scoring pages."""
