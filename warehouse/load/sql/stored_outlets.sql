-- The counts of some outlets.
SELECT outlet, briefings, questions, first_seen_on, last_seen_on
FROM outlets
WHERE outlet IN (SELECT unnest(CAST($names AS VARCHAR[])));
