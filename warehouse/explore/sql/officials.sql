-- Everybody who speaks, those with most answers first.
SELECT speaker, positions, briefings AS conferences, answers, figures, first_seen_on AS first_on, last_seen_on AS last_on
FROM speakers
ORDER BY answers DESC, figures DESC, speaker
LIMIT $rows OFFSET $start;
