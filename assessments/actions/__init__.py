"""Every write with a meaning about criteria, returns, evidence, scores and rankings."""
