-- title: Who appears together
-- note: Pairs of officials who answered at the same press conference.
WITH answered AS (
  SELECT DISTINCT b.site, t.briefing_id, t.speaker
  FROM turns AS t
  JOIN briefings AS b USING (briefing_id)
  WHERE t.role = 'answer'
)
SELECT a.site, a.speaker AS one, b.speaker AS other, count(*) AS together
FROM answered AS a
JOIN answered AS b ON b.briefing_id = a.briefing_id AND b.speaker > a.speaker
GROUP BY ALL
ORDER BY together DESC, a.site, one, other
LIMIT 100;
