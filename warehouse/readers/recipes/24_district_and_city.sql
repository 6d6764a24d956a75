-- title: Districts beside the city
-- note: Every district that was spoken of, beside the city's own value for the same time.
-- values: measure=地区生产总值
SELECT d.site, d.period_end, d.aspect, d.place, d.text AS district, c.text AS city
FROM series AS d
JOIN series AS c
  ON c.site = d.site AND c.measure = d.measure AND c.aspect = d.aspect AND c.status = d.status
  AND c.comparison IS NOT DISTINCT FROM d.comparison AND c.period_start = d.period_start AND c.period_end = d.period_end
WHERE d.measure = '地区生产总值' AND d.place IS NOT NULL AND c.place IS NULL AND d.unit = c.unit
ORDER BY d.site, d.period_end DESC, d.aspect, d.place;
