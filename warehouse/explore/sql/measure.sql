-- One measure.
SELECT said.*, v.english, v.topic, v.nature
FROM (
  SELECT m.measure, count(*) AS figures, count(DISTINCT m.briefing_id) AS conferences, min(b.held_on) AS first_on,
    max(b.held_on) AS last_on
  FROM metrics AS m
  JOIN briefings AS b USING (briefing_id)
  WHERE m.measure = $name
  GROUP BY m.measure
) AS said
LEFT JOIN vocabulary AS v USING (measure);
