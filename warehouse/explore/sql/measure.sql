-- One measure, by name or by the address of a name that makes no good file name.
SELECT m.measure, any_value(v.english) AS english, any_value(v.topic) AS topic, any_value(v.nature) AS nature, count(*) AS figures,
  count(DISTINCT m.briefing_id) AS conferences, min(b.held_on) AS first_on, max(b.held_on) AS last_on,
  (SELECT count(*) FROM metrics) AS in_all
FROM metrics AS m
JOIN briefings AS b USING (briefing_id)
LEFT JOIN vocabulary AS v ON v.measure = m.measure
WHERE m.measure = $name
  OR ($digest <> '' AND m.measure IN (SELECT DISTINCT measure FROM metrics WHERE left(sha256(measure), 20) = $digest))
GROUP BY m.measure;
