-- title: What an official said, turn by turn
-- note: Only the official's own words, with the office held at that time.
-- values: official=陆怀谷
SELECT b.site, b.held_on, t.position, t.text
FROM turns AS t
JOIN briefings AS b USING (briefing_id)
WHERE t.speaker = '陆怀谷' AND t.role = 'answer'
ORDER BY b.site, b.held_on, t.seq;
