-- title: a value more than 20 times the one before it in its series
-- severity: warning
-- scope: warehouse
-- tolerance: 1% of metrics
-- action: look at the figure: 万 and 亿 are easily confused, on the page or in reading it
SELECT
  briefing_id, metric_id AS id,
  measure || ' ' || text || ', ' || round(factor, 1) || ' times the value before it' AS detail
FROM (
  SELECT
    *,
    value / lag(nullif(value, 0)) OVER (
      PARTITION BY site, measure, place, aspect, status, comparison, unit, span
      ORDER BY period_end, held_on, briefing_id, turn_seq, char_start
    ) AS factor
  FROM observations
  WHERE period_end IS NOT NULL AND aspect = 'level' AND status = 'result'
)
WHERE abs(factor) > 20 OR abs(factor) < 0.05;
