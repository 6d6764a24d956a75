-- title: The same measure in several cities in one quarter
-- note: What each city said last about the quarter, one row a city; leave the dates out for all quarters.
-- values: measure=地区生产总值, from=2025-07-01, to=2025-09-30
SELECT s.province, r.site, s.title AS city, r.value, r.unit, r.text, r.span, r.period_end, r.held_on AS last_said
FROM series AS r
JOIN sites AS s ON s.name = r.site
WHERE r.measure = '地区生产总值' AND r.aspect = 'growth' AND r.status = 'result' AND r.place IS NULL
  AND r.period_end BETWEEN DATE '2025-07-01' AND DATE '2025-09-30'
ORDER BY r.period_end, r.value DESC, r.site;
