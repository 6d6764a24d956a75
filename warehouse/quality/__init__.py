"""The data-quality rules, one .sql file each. May import rows and database."""
