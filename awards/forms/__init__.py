"""What people type about awards: one module per topic."""
