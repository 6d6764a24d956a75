"""A parsed page as rows with ids that stay. Touches no database."""
