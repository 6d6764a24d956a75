"""Finding pages and fetching them: list walks, the quick look, one page. May import archive, http and ledger."""
