"""Pages of awards: one module per topic."""
