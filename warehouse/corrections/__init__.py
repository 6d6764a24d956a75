"""Hand corrections: files that are data, and which of them have no effect. May import rows and database."""
