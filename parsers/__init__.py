"""Reading pages: bytes in, records out. Pure: no network, clock, database or environment in here."""

PARSER_VERSION = "18"
"""Changes whenever the same bytes may give other records; stored with every briefing."""
