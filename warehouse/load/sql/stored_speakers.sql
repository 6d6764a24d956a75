-- The rows of some speakers.
SELECT speaker, aliases, positions, briefings, turns, answers, figures, first_seen_on, last_seen_on
FROM speakers
WHERE speaker IN (SELECT unnest(CAST($names AS VARCHAR[])));
