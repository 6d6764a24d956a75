"""The errors that a page may have to tell of: the project's, for a room that knows the warehouse alone."""

from parsers.errors import ArchiveError, BriefingsError, ParseError, QueryError, QueryTooLarge, StorageError

__all__ = ["ArchiveError", "BriefingsError", "ParseError", "QueryError", "QueryTooLarge", "StorageError"]
