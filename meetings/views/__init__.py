"""Pages of meetings, minutes and review reports."""
