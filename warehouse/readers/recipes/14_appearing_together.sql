-- title: Who appears together
-- note: Pairs of officials who answered at the same press conference.
WITH answered AS (SELECT DISTINCT briefing_id, speaker FROM turns WHERE role = 'answer')
SELECT a.speaker AS one, b.speaker AS other, count(*) AS together
FROM answered AS a
JOIN answered AS b ON b.briefing_id = a.briefing_id AND b.speaker > a.speaker
GROUP BY ALL
ORDER BY together DESC, one, other
LIMIT 100;
