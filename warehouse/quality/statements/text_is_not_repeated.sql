-- title: the same long text in two briefings of one site
-- severity: warning
-- scope: warehouse
-- action: see whether one transcript was published twice under different dates or in two parts
SELECT max(briefing_id) AS briefing_id, max(turn_id) AS id,
  'also ' || min(turn_id) || ': ' || left(any_value(text), 30) AS detail
FROM turns
WHERE char_count >= 120
GROUP BY hash(text), left(briefing_id, -13)
HAVING count(DISTINCT briefing_id) > 1;
