-- Every statement of a named indicator, ready to be ordered by date. A thin layer over figures: filter it by indicator.
CREATE OR REPLACE VIEW indicator_series AS
SELECT
  indicator,
  unit,
  comparison,
  coalesce(period_end, held_on) AS as_of,
  period,
  CASE direction WHEN 'down' THEN -value ELSE value END AS signed_value,
  value,
  value_high,
  relation,
  direction,
  status,
  held_on,
  speaker,
  text,
  sentence,
  url,
  site,
  metric_id
FROM figures
WHERE indicator IS NOT NULL;

COMMENT ON VIEW indicator_series IS 'One row per stated value of an indicator; order by as_of and held_on.';
COMMENT ON COLUMN indicator_series.indicator IS 'What is measured, as written.';
COMMENT ON COLUMN indicator_series.unit IS 'Canonical unit; values compare only within one unit.';
COMMENT ON COLUMN indicator_series.comparison IS 'What a change is measured against: 同比, 环比 …; NULL for a level.';
COMMENT ON COLUMN indicator_series.as_of IS 'Last day of the stated period; the day of the press conference when no period can be dated.';
COMMENT ON COLUMN indicator_series.period IS 'The period as written.';
COMMENT ON COLUMN indicator_series.signed_value IS 'value, negative when it is stated as a fall.';
COMMENT ON COLUMN indicator_series.value IS 'The number as stated.';
COMMENT ON COLUMN indicator_series.value_high IS 'Upper end of a range; NULL otherwise.';
COMMENT ON COLUMN indicator_series.relation IS 'eq, approx, gt, ge, lt, le, near or range.';
COMMENT ON COLUMN indicator_series.direction IS 'up, down or NULL.';
COMMENT ON COLUMN indicator_series.status IS 'result, plan (a target or forecast) or rule.';
COMMENT ON COLUMN indicator_series.held_on IS 'Day it was said.';
COMMENT ON COLUMN indicator_series.speaker IS 'Who said it.';
COMMENT ON COLUMN indicator_series.text IS 'The figure as written.';
COMMENT ON COLUMN indicator_series.sentence IS 'The sentence that holds it.';
COMMENT ON COLUMN indicator_series.url IS 'Address of the transcript.';
COMMENT ON COLUMN indicator_series.site IS 'Name of the site definition.';
COMMENT ON COLUMN indicator_series.metric_id IS '→ metrics.metric_id.';
