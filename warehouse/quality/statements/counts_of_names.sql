-- title: the counts of a speaker or outlet are not those of the turns
-- severity: error
-- scope: warehouse
-- action: report it: this is a fault of this program; `briefings reparse` counts again
SELECT CAST(NULL AS VARCHAR) AS briefing_id, coalesce(s.speaker, t.speaker) AS id,
  'speaker with ' || coalesce(s.turns, 0) || ' turns, there are ' || coalesce(t.turns, 0) AS detail
FROM speakers AS s
FULL JOIN (SELECT speaker, count(*) AS turns FROM turns WHERE speaker IS NOT NULL GROUP BY speaker) AS t USING (speaker)
WHERE s.turns IS DISTINCT FROM t.turns
UNION ALL
SELECT CAST(NULL AS VARCHAR), coalesce(o.outlet, t.outlet),
  'outlet with ' || coalesce(o.questions, 0) || ' questions, there are ' || coalesce(t.questions, 0)
FROM outlets AS o
FULL JOIN (
  SELECT outlet, count(*) FILTER (role = 'question') AS questions FROM turns WHERE outlet IS NOT NULL GROUP BY outlet
) AS t USING (outlet)
WHERE o.questions IS DISTINCT FROM t.questions;
