-- What was planned beside what came of it: the same measure, place, aspect and unit, for a time that ends on the same day.
-- What was said long before the time was over is no result of it; a year's balance is drawn in December.
CREATE OR REPLACE VIEW kept AS
SELECT
  p.site,
  p.measure,
  p.place,
  p.aspect,
  p.unit,
  p.period_end,
  p.held_on AS planned_on,
  p.text AS plan,
  p.value AS planned_value,
  r.held_on AS told_on,
  r.text AS result,
  r.value AS result_value,
  r.value - p.value AS difference,
  CASE
    WHEN p.relation IN ('lt', 'le') THEN r.value <= p.value
    WHEN p.relation IN ('gt', 'ge') OR v.nature IN ('stock', 'flow') THEN r.value >= p.value
  END AS kept,
  p.metric_id AS plan_metric_id,
  r.metric_id AS result_metric_id
FROM observations AS p
JOIN observations AS r
  ON r.site = p.site AND r.measure = p.measure AND r.place IS NOT DISTINCT FROM p.place
  AND r.aspect = p.aspect AND r.unit IS NOT DISTINCT FROM p.unit AND r.period_end = p.period_end
  AND (r.period_start = p.period_start OR r.span = 'day' OR p.span = 'day')
  AND r.held_on >= p.held_on AND r.held_on >= r.period_end - 31
LEFT JOIN vocabulary AS v ON v.measure = p.measure
WHERE p.status = 'plan' AND r.status = 'result';

COMMENT ON VIEW kept IS 'One row per plan and later result of the same time.';
COMMENT ON COLUMN kept.site IS 'Name of the site definition.';
COMMENT ON COLUMN kept.measure IS 'The quantity under its usual name.';
COMMENT ON COLUMN kept.place IS 'The area or body; NULL: the site''s own whole area.';
COMMENT ON COLUMN kept.aspect IS 'level, growth, share …';
COMMENT ON COLUMN kept.unit IS 'Canonical unit.';
COMMENT ON COLUMN kept.period_end IS 'Last day of the time that was planned for.';
COMMENT ON COLUMN kept.planned_on IS 'When the plan was told.';
COMMENT ON COLUMN kept.plan IS 'The plan as written.';
COMMENT ON COLUMN kept.planned_value IS 'The planned value.';
COMMENT ON COLUMN kept.told_on IS 'When the result was told.';
COMMENT ON COLUMN kept.result IS 'The result as written.';
COMMENT ON COLUMN kept.result_value IS 'The result''s value.';
COMMENT ON COLUMN kept.difference IS 'Result minus plan.';
COMMENT ON COLUMN kept.kept IS 'Whether the result reaches the plan (不低于, 以上, amounts) or stays within it (以内); NULL where more is not plainly better.';
COMMENT ON COLUMN kept.plan_metric_id IS '→ metrics.metric_id.';
COMMENT ON COLUMN kept.result_metric_id IS '→ metrics.metric_id.';
