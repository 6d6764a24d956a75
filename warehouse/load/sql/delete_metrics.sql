-- Stored rows that are about to be replaced, by the row ids that were just read.
DELETE FROM metrics WHERE rowid IN (SELECT unnest(CAST($rowids AS BIGINT[])));
