-- title: The same figure stated differently on two dates
-- note: Same indicator, unit, comparison and end of period, another value: a revision, or an error.
SELECT a.indicator, a.period, a.held_on AS first_said, a.text AS first_value, b.held_on AS later_said, b.text AS later_value
FROM indicator_series AS a
JOIN indicator_series AS b
  ON b.indicator = a.indicator AND b.unit = a.unit AND b.as_of = a.as_of AND b.site = a.site
  AND b.comparison IS NOT DISTINCT FROM a.comparison AND b.target IS NOT DISTINCT FROM a.target
WHERE a.period IS NOT NULL AND b.held_on > a.held_on AND b.signed_value <> a.signed_value
ORDER BY a.indicator, a.as_of;
