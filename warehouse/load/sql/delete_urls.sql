-- Addresses that are about to be written again, by the row ids that were just read.
DELETE FROM briefing_urls WHERE rowid IN (SELECT unnest(CAST($rowids AS BIGINT[])));
