-- title: The same figure stated differently on two dates
-- note: Same indicator, unit, comparison and end of period, another value: a revision, or an error.
SELECT a.indicator, a.period, a.held_on AS first_said, a.text AS first_value, b.held_on AS later_said, b.text AS later_value
FROM figures AS a
JOIN figures AS b
  ON b.indicator = a.indicator AND b.unit = a.unit AND b.period_end = a.period_end AND b.site = a.site
  AND b.comparison IS NOT DISTINCT FROM a.comparison AND b.status = a.status
WHERE b.held_on > a.held_on AND (b.value <> a.value OR b.direction <> a.direction)
ORDER BY a.indicator, a.period_end, first_said, later_said;
