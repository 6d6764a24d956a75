"""The archive of fetched pages, and WARC files out and in. May import the ledger and http."""
