"""Checking what is typed about criteria, returns, evidence and scores."""
