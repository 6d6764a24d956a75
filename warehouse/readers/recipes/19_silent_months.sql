-- title: Months without a press conference
-- note: Of each site between its first and its last; compare with the site's own list.
SELECT m.site, CAST(m.month AS DATE) AS month
FROM (
  SELECT site, unnest(generate_series(date_trunc('month', min(held_on)), max(held_on), INTERVAL 1 MONTH)) AS month
  FROM briefings
  GROUP BY site
) AS m
ANTI JOIN briefings AS b ON b.site = m.site AND date_trunc('month', b.held_on) = m.month
ORDER BY m.site, m.month;
