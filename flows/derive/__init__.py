"""From archived pages to rows: parse jobs, worker processes, staged files, loading. May import archive and ledger."""
