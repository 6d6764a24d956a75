-- title: Months without a press conference
-- note: Between the first and the last; compare with the site's own list.
SELECT CAST(m.month AS DATE) AS month
FROM (
  SELECT unnest(generate_series(first_month, last_day, INTERVAL 1 MONTH)) AS month
  FROM (SELECT date_trunc('month', min(held_on)) AS first_month, max(held_on) AS last_day FROM briefings)
) AS m
ANTI JOIN briefings AS b ON date_trunc('month', b.held_on) = m.month
ORDER BY m.month;
