"""The errors that a page may have to tell of: the project's, for a room that knows the warehouse alone."""

from parsers.errors import BriefingsError, QueryError

__all__ = ["BriefingsError", "QueryError"]
