"""Every write with a meaning about awards: one module per topic."""
