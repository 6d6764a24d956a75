"""What readers ask of the finished tables: queries, exports, parts, DuckLake. May import database alone."""
