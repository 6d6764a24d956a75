-- title: a value more than 20 times the one before it in its series, or less than a twentieth of it
-- severity: warning
-- scope: warehouse
-- tolerance: 1% of metrics
-- action: look at the figure: 万 and 亿 are easily confused, on the page or in reading it
SELECT
  briefing_id, metric_id AS id,
  measure || ' ' || text || CASE
    WHEN value = 0 THEN ', nothing after '
    WHEN abs(factor) > 1 THEN ', ' || CAST(round(factor) AS BIGINT) || ' times '
    ELSE ', 1/' || CAST(round(1 / factor) AS BIGINT) || ' of '
  END || before || ', the value before it' AS detail
FROM (
  SELECT
    *,
    lag(text) OVER earlier AS before,
    value / nullif(lag(value) OVER earlier, 0) AS factor
  FROM observations
  WHERE period_end IS NOT NULL AND aspect = 'level' AND status = 'result'
  WINDOW earlier AS (
    PARTITION BY site, measure, place, aspect, status, comparison, unit, span
    ORDER BY period_end, held_on, briefing_id, turn_seq, char_start
  )
)
WHERE abs(factor) > 20 OR abs(factor) < 0.05;
