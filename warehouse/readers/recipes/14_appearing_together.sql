-- title: Who appears together
-- note: Pairs of officials who answered at the same press conference.
WITH answered AS (
  SELECT DISTINCT b.site, b.rowid AS conference, t.speaker
  FROM turns AS t
  JOIN briefings AS b USING (briefing_id)
  WHERE t.role = 'answer'
)
SELECT a.site, a.speaker AS one, b.speaker AS other, count(*) AS together
FROM answered AS a
JOIN answered AS b ON b.conference = a.conference AND b.speaker > a.speaker
GROUP BY ALL
ORDER BY together DESC, a.site, one, other
LIMIT 100;
