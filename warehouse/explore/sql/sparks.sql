-- The longest run of results of each measure, for a small picture and a last value: one site, place, aspect, comparison, unit and
-- span; of runs as long, the level's, then the latest.
-- Said the same way first, which leaves a hundredth of the rows; only then is what they are compared with given its usual name.
WITH stated AS (
  -- Which statement counts, as in series: an exact one, the latest day, the last on the page; as one number, which is compared
  -- in a fraction of the time.
  SELECT m.measure, b.site, m.aspect, m.comparison, m.unit, m.period_start, m.period_end,
    CASE WHEN falls(m.direction, m.aspect, m.indicator) THEN -m.value ELSE m.value END AS value,
    (CAST(m.relation = 'eq' AS BIGINT) * 100_000 + coalesce(date_diff('day', DATE '1900-01-01', b.held_on), 0))
      * 1_000_000_000_000 + m.rowid AS latest
  FROM metrics AS m
  JOIN briefings AS b USING (briefing_id)
  WHERE list_contains($measures, m.measure) AND m.place IS NULL AND m.status = 'result' AND m.period_end IS NOT NULL
),
said AS (
  SELECT * EXCLUDE (value, latest), max(latest) AS latest, arg_max(value, latest) AS value
  FROM stated
  GROUP BY ALL
),
points AS (
  SELECT s.measure, site, aspect, compared_with(comparison) AS comparison, coalesce(u.whole, s.unit) AS unit,
    span_of(period_start, period_end) AS span, period_end, arg_max(value, latest) AS value
  FROM said AS s
  LEFT JOIN whole_units() AS u ON u.measure = s.measure AND u.unit = s.unit
  GROUP BY ALL
),
runs AS (
  SELECT measure, site, aspect, comparison, unit, span, list(value ORDER BY period_end) AS "values",
    list(year(period_end) ORDER BY period_end) AS years, max(period_end) AS last_end
  FROM points
  GROUP BY ALL
)
SELECT measure, site, aspect, comparison, unit, span, "values", years, last_end
FROM runs
QUALIFY row_number() OVER (PARTITION BY measure ORDER BY least(len("values"), 24) DESC, aspect = 'level' DESC, last_end DESC, site) = 1;
