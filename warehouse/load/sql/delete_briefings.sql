-- What is stored of some briefings, before it is replaced, by the row ids that were just read.
DELETE FROM briefings WHERE rowid IN (SELECT unnest(CAST($rowids AS BIGINT[])));
