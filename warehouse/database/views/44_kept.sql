-- What was planned beside what came of it: the same measure, place, aspect and unit, for a time that ends on the same day.
-- Of several conferences that tell the result the latest counts (a restated one), with each value that it gives; what was said
-- long before the time was over is no result of it; a year's balance is drawn in December.
CREATE OR REPLACE VIEW kept AS
WITH told AS (
  SELECT
    site, measure, place, aspect, unit, period_end,
    list({
      held_on: held_on, comparison: comparison, period_start: period_start, span: span, value: value, text: text,
      relation: relation, metric_id: metric_id
    }) FILTER (status = 'plan') AS plans,
    list({
      held_on: held_on, line: line, metric_id: metric_id, briefing_id: briefing_id, comparison: comparison,
      period_start: period_start, span: span, value: value, text: text, relation: relation
    }) FILTER (status = 'result') AS results
  FROM measured()
  WHERE status = 'plan' OR (status = 'result' AND held_on >= period_end - 31)
  GROUP BY site, measure, place, aspect, unit, period_end
),
-- The latest first; sorted once, before there is a row for every plan.
ordered AS (
  SELECT * REPLACE (list_reverse_sort(results) AS results)
  FROM told
  WHERE results IS NOT NULL AND plans IS NOT NULL
),
beside AS (
  SELECT * EXCLUDE (plans), unnest(plans) AS plan
  FROM ordered
),
fitting AS (
  SELECT * REPLACE (
    list_filter(
      results,
      lambda r: r.held_on >= plan.held_on
        AND (r.period_start = plan.period_start OR r.span = 'day' OR plan.span = 'day')
        AND coalesce(r.comparison = plan.comparison, true)
    ) AS results
  )
  FROM beside
),
-- Its exact statements, where it has any; else its last. Of 由A修订为B, where A is what was known, B.
latest AS (
  SELECT
    *,
    different(coalesce(
      nullif(list_filter(results, lambda r: r.briefing_id = results[1].briefing_id AND r.relation = 'eq'), []),
      results[:1]
    )) AS told
  FROM fitting
  WHERE len(results) > 0
),
differing AS (
  SELECT * REPLACE (
    CASE
      WHEN len(told) = 2
        AND list_contains(list_transform(
          list_filter(results, lambda r: r.briefing_id <> told[1].briefing_id), lambda r: r.value
        ), told[2].value)
        THEN told[:1]
      ELSE told
    END AS results
  )
  FROM latest
),
each_result AS (
  SELECT * EXCLUDE (results), len(results) = 1 AS agree, unnest(results) AS result
  FROM differing
)
SELECT
  l.site,
  l.measure,
  l.place,
  l.aspect,
  l.unit,
  l.period_end,
  l.plan.held_on AS planned_on,
  l.plan.text AS plan,
  l.plan.value AS planned_value,
  l.result.held_on AS told_on,
  l.result.text AS result,
  l.result.value AS result_value,
  l.result.value - l.plan.value AS difference,
  CASE
    WHEN l.plan.relation IN ('lt', 'le') THEN l.result.value <= l.plan.value
    WHEN l.plan.relation IN ('gt', 'ge') OR v.nature IN ('stock', 'flow') THEN l.result.value >= l.plan.value
  END AS kept,
  l.agree,
  l.plan.metric_id AS plan_metric_id,
  l.result.metric_id AS result_metric_id
FROM each_result AS l
LEFT JOIN vocabulary AS v ON v.measure = l.measure;

COMMENT ON VIEW kept IS 'One row per plan and later result of the same time; several where the conference that told it gives several values.';
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
COMMENT ON COLUMN kept.agree IS 'Whether the conference that told the result gives one value, rounding apart; otherwise there is a row for each.';
COMMENT ON COLUMN kept.plan_metric_id IS '→ metrics.metric_id.';
COMMENT ON COLUMN kept.result_metric_id IS '→ metrics.metric_id.';
