-- What one conference states with several values: parts that are told under the name of the whole, mostly, or a contradiction.
CREATE OR REPLACE VIEW disagreeing AS
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
  held_on,
  list_min(list_transform(statements, lambda s: s.value)) AS lowest,
  list_max(list_transform(statements, lambda s: s.value)) AS highest,
  list_transform(statements, lambda s: s.text) AS texts,
  list_transform(statements, lambda s: s.metric_id) AS metric_ids
FROM told()
WHERE len(statements) > 1 AND NOT coalesce(revises, false);

COMMENT ON VIEW disagreeing IS 'One row per observation that one conference states with several values, rounding apart: parts of it, mostly, or a contradiction.';
COMMENT ON COLUMN disagreeing.site IS 'Name of the site definition.';
COMMENT ON COLUMN disagreeing.measure IS 'The quantity under its usual name.';
COMMENT ON COLUMN disagreeing.place IS 'The area or body; NULL: the site''s own whole area.';
COMMENT ON COLUMN disagreeing.aspect IS 'level, change, growth, share or progress.';
COMMENT ON COLUMN disagreeing.status IS 'result or plan.';
COMMENT ON COLUMN disagreeing.comparison IS 'What a change or growth is measured against.';
COMMENT ON COLUMN disagreeing.period_start IS 'First day of the time.';
COMMENT ON COLUMN disagreeing.period_end IS 'Last day of it.';
COMMENT ON COLUMN disagreeing.unit IS 'Canonical unit.';
COMMENT ON COLUMN disagreeing.held_on IS 'When it was said.';
COMMENT ON COLUMN disagreeing.lowest IS 'The least of the values.';
COMMENT ON COLUMN disagreeing.highest IS 'The greatest of them.';
COMMENT ON COLUMN disagreeing.texts IS 'The values as written, in the order of the page; of a value that is repeated the last.';
COMMENT ON COLUMN disagreeing.metric_ids IS 'The figure of each (metrics.metric_id), in the same order.';
