-- title: Who appears together
-- note: Pairs of officials who answered at the same press conference.
SELECT a.speaker AS one, b.speaker AS other, count(DISTINCT a.briefing_id) AS together
FROM turns AS a
JOIN turns AS b ON b.briefing_id = a.briefing_id AND b.speaker > a.speaker AND b.role = 'answer'
WHERE a.role = 'answer'
GROUP BY ALL
ORDER BY together DESC, one, other;
