-- title: a level whose unit is none of its measure's
-- severity: warning
-- scope: warehouse
-- tolerance: 2% of metrics
-- action: look at the figure: the measure or the unit was misread
SELECT m.briefing_id, m.metric_id AS id, m.measure || ' in ' || m.unit AS detail
FROM metrics AS m
JOIN vocabulary AS v USING (measure)
WHERE m.aspect = 'level' AND m.unit IS NOT NULL
  AND NOT list_has_any(v.units, [m.unit, m.kind]) AND NOT (m.kind = 'count' AND list_contains(v.units, '人'));
