-- title: Growth beside level
-- note: The amount and its growth over the same time; a fall is negative.
-- values: measure=社会消费品零售总额
SELECT site, period_end, span, any_value(text) FILTER (aspect = 'level') AS amount, any_value(value) FILTER (aspect = 'growth') AS growth
FROM series
WHERE measure = '社会消费品零售总额' AND status = 'result' AND place IS NULL AND aspect IN ('level', 'growth')
GROUP BY site, period_start, period_end, span
ORDER BY site, period_end, span;
