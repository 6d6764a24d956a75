-- One row per figure with everything a reader asks next: who said it, when, about what, in which sentence.
-- A plain join: a filter on any column reaches the tables, and metrics is read once.
CREATE OR REPLACE VIEW figures AS
SELECT
  b.held_on,
  b.site,
  m.measure,
  m.place,
  m.aspect,
  m.status,
  m.indicator,
  m.value,
  m.value_high,
  m.unit,
  m.text,
  m.kind,
  m.relation,
  m.direction,
  m.comparison,
  m.period,
  m.period_start,
  m.period_end,
  m.period_inferred,
  t.speaker,
  t.position,
  coalesce(o.canonical, t.outlet) AS outlet,
  t.outlet AS outlet_as_written,
  t.role,
  regexp_extract(t.text[1:m.char_start], '[^。！？；\n]*$')
    || m.text
    || regexp_extract(t.text[m.char_end + 1:], '^[^。！？；\n]*[。！？；]?') AS sentence,
  b.title,
  b.url,
  m.confidence,
  t.exchange,
  b.briefing_id,
  m.turn_id,
  m.metric_id,
  m.char_start,
  m.char_end,
  t.seq AS turn_seq,
  b.page_sha256
FROM metrics AS m
JOIN turns AS t USING (turn_id)
JOIN briefings AS b ON b.briefing_id = m.briefing_id
LEFT JOIN outlets AS o ON o.outlet = t.outlet;

COMMENT ON VIEW figures IS 'One row per figure: value and meaning, who said it and when, the sentence, and where to look it up.';
COMMENT ON COLUMN figures.held_on IS 'Day of the press conference.';
COMMENT ON COLUMN figures.site IS 'Name of the site definition.';
COMMENT ON COLUMN figures.measure IS 'The quantity under its usual name; NULL when nothing nameable is measured.';
COMMENT ON COLUMN figures.place IS 'The area or body the figure is about; NULL: the site''s own whole area.';
COMMENT ON COLUMN figures.aspect IS 'level, change (absolute), growth (relative), share or progress (of a plan).';
COMMENT ON COLUMN figures.status IS 'result, plan (a target or forecast) or rule (what applies to anybody).';
COMMENT ON COLUMN figures.indicator IS 'What is measured, copied from the text; NULL when not found.';
COMMENT ON COLUMN figures.value IS 'The number in units of unit; the lower end of a range.';
COMMENT ON COLUMN figures.value_high IS 'Upper end of a range; NULL otherwise.';
COMMENT ON COLUMN figures.unit IS 'Canonical unit.';
COMMENT ON COLUMN figures.text IS 'The figure as written.';
COMMENT ON COLUMN figures.kind IS 'money, percent, count …';
COMMENT ON COLUMN figures.relation IS 'eq, approx, gt, ge, lt, le, near or range.';
COMMENT ON COLUMN figures.direction IS 'up or down when a verb or noun of change says so.';
COMMENT ON COLUMN figures.comparison IS 'What a change is measured against, as written.';
COMMENT ON COLUMN figures.period IS 'The governing time expression as written.';
COMMENT ON COLUMN figures.period_start IS 'First day of the period, where it can be dated.';
COMMENT ON COLUMN figures.period_end IS 'Last day of the period, where it can be dated.';
COMMENT ON COLUMN figures.period_inferred IS 'Whether the dates are those of a frame that an earlier paragraph opened.';
COMMENT ON COLUMN figures.speaker IS 'Who said it; NULL when the text does not say.';
COMMENT ON COLUMN figures.position IS 'The speaker''s office.';
COMMENT ON COLUMN figures.outlet IS 'The asking outlet by its usual name, when the figure is in a question.';
COMMENT ON COLUMN figures.outlet_as_written IS 'The asking outlet as the label has it.';
COMMENT ON COLUMN figures.role IS 'Role of the turn: question, answer …';
COMMENT ON COLUMN figures.sentence IS 'The sentence that holds the figure.';
COMMENT ON COLUMN figures.title IS 'Title of the transcript.';
COMMENT ON COLUMN figures.url IS 'Address of the transcript.';
COMMENT ON COLUMN figures.confidence IS '0 to 1: how sure the extractor is that this is a cited figure.';
COMMENT ON COLUMN figures.exchange IS 'Number of the question in the transcript.';
COMMENT ON COLUMN figures.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN figures.turn_id IS '→ turns.turn_id.';
COMMENT ON COLUMN figures.metric_id IS '→ metrics.metric_id.';
COMMENT ON COLUMN figures.char_start IS 'First character in turns.text, counted from 0.';
COMMENT ON COLUMN figures.char_end IS 'One past the last character.';
COMMENT ON COLUMN figures.turn_seq IS 'Position of the turn in the transcript: with char_start, the order of the page.';
COMMENT ON COLUMN figures.page_sha256 IS 'The archived page.';
