-- What makes figures comparable: measure, place, aspect and status, which takes over what target said. Rows written before
-- have no measure until their pages are read again.
CREATE TABLE metrics_that_compare (
  metric_id    VARCHAR NOT NULL,
  turn_id      VARCHAR NOT NULL,
  briefing_id  VARCHAR NOT NULL,
  seq          INTEGER NOT NULL,
  text         VARCHAR NOT NULL,
  char_start   INTEGER NOT NULL,
  char_end     INTEGER NOT NULL,
  value        DECIMAL(38,6) NOT NULL,
  value_high   DECIMAL(38,6),
  unit         VARCHAR,
  unit_text    VARCHAR,
  kind         VARCHAR NOT NULL,
  relation     VARCHAR NOT NULL,
  direction    VARCHAR,
  indicator    VARCHAR,
  period       VARCHAR,
  period_start DATE,
  period_end   DATE,
  period_inferred BOOLEAN NOT NULL,
  comparison   VARCHAR,
  confidence   DECIMAL(3,2) NOT NULL,
  measure      VARCHAR,
  place        VARCHAR,
  aspect       VARCHAR NOT NULL,
  status       VARCHAR NOT NULL,
  loaded_at    TIMESTAMP NOT NULL
);
INSERT INTO metrics_that_compare BY NAME
SELECT
  * EXCLUDE (target),
  false AS period_inferred,
  CASE
    WHEN kind = 'percentage_point' THEN 'change'
    WHEN kind IN ('percent', 'multiple') AND direction IS NOT NULL THEN 'growth'
    ELSE 'level'
  END AS aspect,
  CASE target WHEN 'target' THEN 'plan' ELSE 'result' END AS status
FROM metrics
ORDER BY rowid;
DROP TABLE metrics;
ALTER TABLE metrics_that_compare RENAME TO metrics;

COMMENT ON TABLE metrics IS 'One row per figure as it was cited, with its exact characters.';
COMMENT ON COLUMN metrics.metric_id IS 'Key. <turn_id>-m<number>; kept while the same characters stay in the same turn.';
COMMENT ON COLUMN metrics.turn_id IS '→ turns.turn_id.';
COMMENT ON COLUMN metrics.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN metrics.seq IS 'Position within the turn: 1, 2, …';
COMMENT ON COLUMN metrics.text IS 'The characters of the mention: substring(turns.text, char_start + 1, char_end - char_start).';
COMMENT ON COLUMN metrics.char_start IS 'First character in turns.text, counted from 0 in code points.';
COMMENT ON COLUMN metrics.char_end IS 'One past the last character.';
COMMENT ON COLUMN metrics.value IS 'The number in units of unit (万 and 亿 applied; percent stays 60, not 0.6); the lower end of a range.';
COMMENT ON COLUMN metrics.value_high IS 'Upper end of a range; NULL otherwise.';
COMMENT ON COLUMN metrics.unit IS 'Canonical unit: CNY, %, pp, km, 家, 人 …; NULL when neither text nor head noun names one.';
COMMENT ON COLUMN metrics.unit_text IS 'The unit as written.';
COMMENT ON COLUMN metrics.kind IS 'money, percent, percentage_point, fraction, multiple, count, duration, length, area …';
COMMENT ON COLUMN metrics.relation IS 'eq, approx, gt, ge, lt, le, near (just under) or range.';
COMMENT ON COLUMN metrics.direction IS 'up or down when a verb of change governs the figure; NULL otherwise. The value stays positive.';
COMMENT ON COLUMN metrics.indicator IS 'What is measured, copied from the text; NULL when not found.';
COMMENT ON COLUMN metrics.period IS 'The time expression that governs the figure, as written; NULL when none does.';
COMMENT ON COLUMN metrics.period_start IS 'First day of the period, where it can be dated.';
COMMENT ON COLUMN metrics.period_end IS 'Last day of the period, where it can be dated.';
COMMENT ON COLUMN metrics.period_inferred IS 'Whether the dates are those of a frame that an earlier paragraph opened; period is NULL then.';
COMMENT ON COLUMN metrics.comparison IS 'What a change is measured against, as written: 同比, 环比 …; NULL when nothing.';
COMMENT ON COLUMN metrics.confidence IS '0 to 1: how sure the extractor is that this is a cited figure.';
COMMENT ON COLUMN metrics.measure IS 'The quantity under its usual name: one quantity, one string; NULL when nothing nameable is measured.';
COMMENT ON COLUMN metrics.place IS 'The area or body the figure is about; NULL: the site''s own whole area.';
COMMENT ON COLUMN metrics.aspect IS 'level: an amount or rate as such; change: an absolute difference; growth: a relative one; share: a part of a whole; progress: how much of a plan is done.';
COMMENT ON COLUMN metrics.status IS 'result: has happened or holds; plan: a target or forecast; rule: what applies to anybody (a tariff, a limit).';
COMMENT ON COLUMN metrics.loaded_at IS 'When the row was written (UTC): briefings.changed_at.';

