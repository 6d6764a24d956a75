-- Who else spoke at the same press conferences.
WITH there AS (SELECT DISTINCT briefing_id FROM turns WHERE speaker = $name)
SELECT t.speaker, coalesce(list_sort(list(DISTINCT t.position) FILTER (t.position IS NOT NULL)), []) AS positions,
  count(DISTINCT t.briefing_id) AS together
FROM turns AS t
JOIN there USING (briefing_id)
WHERE t.speaker IS NOT NULL AND t.speaker <> $name
GROUP BY t.speaker
ORDER BY together DESC, t.speaker
LIMIT 40;
