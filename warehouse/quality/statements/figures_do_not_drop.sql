-- title: far fewer figures per page than the site usually has
-- severity: warning
-- scope: warehouse
-- action: compare a new page with its rows: the layout may have changed so that text is lost
WITH numbered AS (
  SELECT site, briefing_id, metric_count, turn_count,
    row_number() OVER (PARTITION BY site ORDER BY first_seen_at DESC, held_on DESC NULLS LAST, briefing_id) AS newness
  FROM briefings
  WHERE kind = 'qa'
),
compared AS (
  SELECT site,
    avg(metric_count) FILTER (newness <= 10) AS new_figures,
    avg(metric_count) FILTER (newness > 10) AS old_figures,
    avg(turn_count) FILTER (newness <= 10) AS new_turns,
    avg(turn_count) FILTER (newness > 10) AS old_turns
  FROM numbered
  GROUP BY site
  HAVING count(*) >= 30
)
SELECT CAST(NULL AS VARCHAR) AS briefing_id, site AS id,
  printf('the last 10 pages have %.1f figures and %.1f turns, the others %.1f and %.1f',
    new_figures, new_turns, old_figures, old_turns) AS detail
FROM compared
WHERE new_figures < old_figures / 4 OR new_turns < old_turns / 4;
