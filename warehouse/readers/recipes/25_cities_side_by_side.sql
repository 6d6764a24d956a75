-- title: Cities side by side
-- note: One column a site; with one site followed, there is one.
-- values: measure=地区生产总值
PIVOT (
  SELECT period_start, period_end, site, text
  FROM series
  WHERE measure = '地区生产总值' AND aspect = 'growth' AND status = 'result' AND place IS NULL AND comparison = '同比'
) ON site USING any_value(text)
ORDER BY period_end, period_start;
