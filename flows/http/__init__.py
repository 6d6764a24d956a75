"""One site's polite HTTP client, down to the bytes on the wire. May import the ledger."""
