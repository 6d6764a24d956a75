-- One observation a row: of several statements the latest exact one, with how many there are and whether they agree. One of
-- no known day is not the latest, for which NULL would pass.
CREATE OR REPLACE VIEW series AS
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
  agree,
  period_inferred,
  latest.metric_id AS metric_id
FROM (
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
    arg_max(
      {value: value, text: text, held_on: held_on, metric_id: metric_id},
      (relation = 'eq', held_on IS NOT NULL, held_on, line)
    ) AS latest,
    count(*) AS statements,
    coalesce(
      len(different(list({line: line, value: value, text: text}) FILTER (relation = 'eq'))) = 1,
      true
    ) AS agree,
    bool_and(period_inferred) AS period_inferred
  FROM measured()
  WHERE period_end IS NOT NULL
  GROUP BY site, measure, place, aspect, status, comparison, unit, period_start, period_end
);

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
COMMENT ON COLUMN series.value IS 'The value last stated exactly; of rounded statements alone the last. Negative for a fall.';
COMMENT ON COLUMN series.text IS 'That statement as written.';
COMMENT ON COLUMN series.held_on IS 'When it was said.';
COMMENT ON COLUMN series.statements IS 'How often this observation was stated.';
COMMENT ON COLUMN series.agree IS 'Whether all exact statements agree, rounding apart: as in restated, disagreeing and kept.';
COMMENT ON COLUMN series.period_inferred IS 'Whether every statement takes its dates from an earlier paragraph.';
COMMENT ON COLUMN series.metric_id IS '→ metrics.metric_id.';
