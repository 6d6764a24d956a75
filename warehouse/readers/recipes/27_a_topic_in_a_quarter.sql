-- title: Everything said about a topic in a quarter
-- note: Topics are those of the vocabulary: economy, jobs, housing, transport, elder care …
-- values: topic=elder care, from=2024-10-01, to=2024-12-31
SELECT o.site, o.held_on, o.measure, o.place, o.aspect, o.status, o.text, o.period_end, o.speaker
FROM observations AS o
JOIN vocabulary AS v USING (measure)
WHERE v.topic = 'elder care' AND o.held_on BETWEEN DATE '2024-10-01' AND DATE '2024-12-31'
ORDER BY o.site, o.held_on, o.briefing_id, o.turn_seq, o.char_start;
