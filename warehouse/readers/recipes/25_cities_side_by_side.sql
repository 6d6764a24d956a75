-- title: Cities side by side
-- note: One column a site, in percent, a fall below nothing; `series` has the metric_id of each value.
-- values: measure=地区生产总值
PIVOT (
  SELECT period_start, period_end, site, CAST(value AS DOUBLE) AS value
  FROM series
  WHERE measure = '地区生产总值' AND aspect = 'growth' AND status = 'result' AND place IS NULL AND comparison = '同比'
) ON site USING any_value(value)
ORDER BY period_end, period_start;
