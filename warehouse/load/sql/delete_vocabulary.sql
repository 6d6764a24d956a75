-- Before another vocabulary is written.
DELETE FROM vocabulary;
