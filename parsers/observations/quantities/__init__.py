"""Which quantity a figure is of, and by what name."""
