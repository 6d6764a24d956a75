-- title: Parts and their whole
-- note: The three sectors beside the whole of the same time: what they add up to, and how far from it.
-- values: whole=地区生产总值, parts=第一产业增加值、第二产业增加值、第三产业增加值
SELECT
  site, period_end, span,
  any_value(value) FILTER (measure = '地区生产总值') AS whole,
  sum(value) FILTER (measure <> '地区生产总值') AS parts,
  round(100 * parts / whole, 1) AS percent,
  count(*) FILTER (measure <> '地区生产总值') AS how_many
FROM series
WHERE measure IN ('地区生产总值', '第一产业增加值', '第二产业增加值', '第三产业增加值')
  AND aspect = 'level' AND status = 'result' AND place IS NULL
GROUP BY site, period_start, period_end, span, unit
HAVING how_many > 0
ORDER BY site, period_end;
