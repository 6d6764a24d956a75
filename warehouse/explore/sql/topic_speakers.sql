-- Who cites figures of a topic.
SELECT t.speaker, coalesce(list_sort(list(DISTINCT t.position) FILTER (t.position IS NOT NULL)), []) AS positions, count(*) AS figures,
  max(b.held_on) AS last_on
FROM metrics AS m
JOIN vocabulary AS v USING (measure)
JOIN turns AS t USING (turn_id)
JOIN briefings AS b ON b.briefing_id = m.briefing_id
WHERE v.topic = $topic AND t.speaker IS NOT NULL
GROUP BY t.speaker
ORDER BY figures DESC, t.speaker
LIMIT 20;
