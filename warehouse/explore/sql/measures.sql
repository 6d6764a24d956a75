-- Quantities that were cited, the most frequent first; of one topic, or of all.
SELECT m.measure, any_value(v.english) AS english, any_value(v.topic) AS topic, any_value(v.nature) AS nature, count(*) AS figures,
  min(b.held_on) AS first_on, max(b.held_on) AS last_on
FROM metrics AS m
JOIN briefings AS b USING (briefing_id)
LEFT JOIN vocabulary AS v ON v.measure = m.measure
WHERE m.measure IS NOT NULL AND ($topic IS NULL OR v.topic = $topic)
GROUP BY m.measure
ORDER BY figures DESC, m.measure
LIMIT $rows;
