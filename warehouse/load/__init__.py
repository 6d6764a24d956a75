"""Loading pages: drafts, comparison with what is there, one transaction. May import rows, corrections, quality and database."""
