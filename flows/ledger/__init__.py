"""The crawl ledger (SQLite): what was asked, answered and read, written durably. Imports no other room of flows."""
