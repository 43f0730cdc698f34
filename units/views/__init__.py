"""Pages of the ground floor, a module per topic."""
