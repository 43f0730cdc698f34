"""Helpers without tables, named by their job."""
