"""The database file: opening, migrating, statements, publishing its copy. Imports no other room."""
