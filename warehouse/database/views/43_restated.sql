-- The same observation with another value at a later conference: a revision, or an error. Values that differ only by
-- rounding agree. A conference that states several values for one observation (parts, mostly) counts only where it says
-- 由A修订为B and A is what was known; any other is a row of `disagreeing`.

-- What is known after several conferences, of each of which the values are given: the last of one that gives one value or that
-- begins with what was known before it. 120 and 4 behind 100 tell nothing.
CREATE OR REPLACE MACRO known(told) AS list_reduce(
  list_prepend([], told),
  lambda before, said: CASE WHEN len(said) = 1 OR (len(said) = 2 AND said[1] = before[-1]) THEN said ELSE before END
)[-1];

-- Grouped by one number in place of eight texts, and the statements of a conference looked at only where there are several.
-- Selects in selects: DuckDB 1.4.0 does not find the last of several named ones of a macro.
CREATE OR REPLACE MACRO told() AS TABLE
SELECT
  * EXCLUDE (before),
  CASE WHEN len(statements) = 2 THEN statements[1].value = known(before) END AS revises
FROM (
  SELECT
    *,
    list(list_transform(statements, lambda s: s.value)) OVER (
      PARTITION BY measure, same ORDER BY held_on, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS before
  FROM (
    SELECT * REPLACE (list_sort(different(statements)) AS statements)
    FROM (
      SELECT
        measure,
        hash(site, place, aspect, status, comparison, unit, period_start, period_end) AS same,
        briefing_id,
        any_value(site) AS site,
        any_value(place) AS place,
        any_value(aspect) AS aspect,
        any_value(status) AS status,
        any_value(comparison) AS comparison,
        any_value(unit) AS unit,
        any_value(period_start) AS period_start,
        any_value(period_end) AS period_end,
        any_value(held_on) AS held_on,
        max(line) AS line,
        list({line: line, value: value, text: text, metric_id: metric_id}) AS statements
      FROM measured()
      WHERE period_end IS NOT NULL AND relation = 'eq' AND status <> 'rule' AND held_on IS NOT NULL
      GROUP BY measure, same, briefing_id
    )
  )
);

CREATE OR REPLACE VIEW restated AS
WITH counted AS (
  SELECT * EXCLUDE (statements, revises), statements[-1] AS now
  FROM told()
  WHERE len(statements) = 1 OR revises
),
beside AS (
  SELECT
    *,
    lag(now) OVER earlier AS first,
    lag(held_on) OVER earlier AS first_held_on
  FROM counted
  WINDOW earlier AS (PARTITION BY measure, same ORDER BY held_on, line)
)
SELECT
  site,
  measure,
  place,
  aspect,
  status,
  comparison,
  period_start,
  period_end,
  unit,
  first_held_on,
  first.text AS first_text,
  first.value AS first_value,
  held_on,
  now.text AS text,
  now.value AS value,
  now.value - first.value AS difference,
  round(100 * (now.value - first.value) / nullif(abs(first.value), 0), 2) AS percent,
  first.metric_id AS first_metric_id,
  now.metric_id AS metric_id
FROM beside
WHERE now.value <> first.value AND len(different([first, now])) = 2;

COMMENT ON VIEW restated IS 'One row per observation that was stated with another value later.';
COMMENT ON COLUMN restated.site IS 'Name of the site definition.';
COMMENT ON COLUMN restated.measure IS 'The quantity under its usual name.';
COMMENT ON COLUMN restated.place IS 'The area or body; NULL: the site''s own whole area.';
COMMENT ON COLUMN restated.aspect IS 'level, change, growth, share or progress.';
COMMENT ON COLUMN restated.status IS 'result or plan; rules are left out: another rule is a new one.';
COMMENT ON COLUMN restated.comparison IS 'What a change or growth is measured against.';
COMMENT ON COLUMN restated.period_start IS 'First day of the time.';
COMMENT ON COLUMN restated.period_end IS 'Last day of it.';
COMMENT ON COLUMN restated.unit IS 'Canonical unit.';
COMMENT ON COLUMN restated.first_held_on IS 'When the earlier value was said.';
COMMENT ON COLUMN restated.first_text IS 'The earlier value as written.';
COMMENT ON COLUMN restated.first_value IS 'The earlier value.';
COMMENT ON COLUMN restated.held_on IS 'When the later value was said.';
COMMENT ON COLUMN restated.text IS 'The later value as written.';
COMMENT ON COLUMN restated.value IS 'The later value.';
COMMENT ON COLUMN restated.difference IS 'Later minus earlier.';
COMMENT ON COLUMN restated.percent IS 'The difference in percent of the earlier value.';
COMMENT ON COLUMN restated.first_metric_id IS '→ metrics.metric_id.';
COMMENT ON COLUMN restated.metric_id IS '→ metrics.metric_id.';
