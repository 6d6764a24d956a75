-- One observation a row: of several statements the latest exact one that is not short for a finer one (8426亿元 behind
-- 8426.3亿元), with how many there are and whether they agree. One of no known day is not the latest, for which NULL would pass.
CREATE OR REPLACE VIEW series AS
WITH statement AS (
  SELECT
    *,
    {known: held_on IS NOT NULL, held_on: held_on, line: line, value: value, text: text, metric_id: metric_id} AS said
  FROM measured()
  WHERE period_end IS NOT NULL
),
observation AS (
  SELECT
    site,
    measure,
    place,
    aspect,
    status,
    comparison,
    unit,
    period_start,
    period_end,
    any_value(span) AS span,
    list(said) FILTER (relation = 'eq') AS exact,
    max(said) AS last_said,
    count(*) AS statements,
    bool_and(period_inferred) AS period_inferred
  FROM statement
  GROUP BY site, measure, place, aspect, status, comparison, unit, period_start, period_end
),
compared AS (
  SELECT *, list_transform(different(exact), lambda s: s.value) AS exact_values
  FROM observation
),
settled AS (
  SELECT
    *,
    coalesce(list_sort(list_filter(exact, lambda s: list_contains(exact_values, s.value)))[-1], last_said) AS latest
  FROM compared
)
SELECT
  site,
  measure,
  place,
  aspect,
  status,
  comparison,
  unit,
  period_start,
  period_end,
  span,
  latest.value AS value,
  latest.text AS text,
  latest.held_on AS held_on,
  statements,
  coalesce(len(exact_values) = 1, true) AS agree,
  period_inferred,
  latest.metric_id AS metric_id
FROM settled;

COMMENT ON VIEW series IS 'One row per observation: a measure of a place at or over a time, however often it was said. Order by period_end.';
COMMENT ON COLUMN series.site IS 'Name of the site definition.';
COMMENT ON COLUMN series.measure IS 'The quantity under its usual name.';
COMMENT ON COLUMN series.place IS 'The area or body; NULL: the site''s own whole area.';
COMMENT ON COLUMN series.aspect IS 'level, change, growth, share or progress.';
COMMENT ON COLUMN series.status IS 'result, plan or rule.';
COMMENT ON COLUMN series.comparison IS 'What a change or growth is measured against.';
COMMENT ON COLUMN series.unit IS 'Canonical unit; values compare only within one unit.';
COMMENT ON COLUMN series.period_start IS 'First day of the time.';
COMMENT ON COLUMN series.period_end IS 'Last day of it.';
COMMENT ON COLUMN series.span IS 'day, month, quarter, year to date, year, years or other.';
COMMENT ON COLUMN series.value IS 'The value last stated exactly, not shortly for a finer one; of rough statements alone the last. Negative for a fall.';
COMMENT ON COLUMN series.text IS 'That statement as written.';
COMMENT ON COLUMN series.held_on IS 'When it was said.';
COMMENT ON COLUMN series.statements IS 'How often this observation was stated.';
COMMENT ON COLUMN series.agree IS 'Whether all exact statements agree, rounding apart: as in restated, disagreeing and kept.';
COMMENT ON COLUMN series.period_inferred IS 'Whether every statement takes its dates from an earlier paragraph.';
COMMENT ON COLUMN series.metric_id IS '→ metrics.metric_id.';
