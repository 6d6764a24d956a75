-- Quantities that were cited, the most frequent first; of one topic, or of all. Counted before anything is joined to them.
SELECT said.measure, v.english, v.topic, v.nature, said.figures, said.first_on, said.last_on
FROM (
  SELECT m.measure, count(*) AS figures, min(b.held_on) AS first_on, max(b.held_on) AS last_on
  FROM metrics AS m
  JOIN briefings AS b USING (briefing_id)
  WHERE m.measure IS NOT NULL
    AND ($topic IS NULL OR m.measure IN (SELECT measure FROM vocabulary WHERE topic = $topic))
  GROUP BY m.measure
) AS said
LEFT JOIN vocabulary AS v USING (measure)
ORDER BY said.figures DESC, said.measure
LIMIT $rows;
