-- Of which tables the stored vocabulary was made.
SELECT any_value(digest) FROM vocabulary;
