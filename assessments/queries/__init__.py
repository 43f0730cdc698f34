"""Reads used twice, or with annotations."""
