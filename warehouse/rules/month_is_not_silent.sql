-- title: a month without a press conference between months that have some
-- severity: warning
-- scope: warehouse
-- action: look at the site's list for that month; `briefings backfill --from D --to D` fetches what is missing
WITH months AS (SELECT site, date_trunc('month', held_on) AS month, count(*) AS briefings
  FROM briefings WHERE held_on IS NOT NULL GROUP BY ALL),
gaps AS (
  SELECT site, month, lag(month) OVER (PARTITION BY site ORDER BY month) AS before FROM months
),
usual AS (SELECT site, count(*) / greatest(1, date_diff('month', min(month), max(month)) + 1) AS share FROM months GROUP BY site)
SELECT CAST(NULL AS VARCHAR) AS briefing_id, site AS id,
  'nothing between ' || strftime(before, '%Y-%m') || ' and ' || strftime(month, '%Y-%m') AS detail
FROM gaps
JOIN usual USING (site)
WHERE date_diff('month', before, month) > 1 AND share >= 0.5;
