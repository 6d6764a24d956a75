-- title: Growth beside level
-- note: The amount and its growth over the same time; a fall is negative.
-- values: measure=社会消费品零售总额
WITH said AS (
  FROM series WHERE measure = '社会消费品零售总额' AND status = 'result' AND place IS NULL
)
SELECT site, period_end, span, l.text AS amount, g.value AS growth, g.comparison
FROM (FROM said WHERE aspect = 'level') AS l
FULL JOIN (FROM said WHERE aspect = 'growth') AS g USING (site, period_start, period_end, span)
ORDER BY site, period_end, span;
