-- What is stored of some briefings, before it is replaced.
DELETE FROM briefings WHERE briefing_id IN (SELECT unnest($ids));
