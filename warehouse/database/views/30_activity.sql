-- Who speaks and who asks, by year.
CREATE OR REPLACE VIEW speaker_activity AS
SELECT
  t.speaker,
  year(b.held_on) AS year,
  b.site,
  list(DISTINCT t.position) FILTER (t.position IS NOT NULL) AS positions,
  count(DISTINCT t.briefing_id) AS briefings,
  count(*) FILTER (t.role = 'answer') AS answers,
  count(*) FILTER (t.role = 'answer' AND t.metric_count = 0) AS answers_without_figures,
  CAST(sum(t.char_count) AS BIGINT) AS chars,
  CAST(sum(t.metric_count) AS BIGINT) AS figures,
  min(b.held_on) AS first_on,
  max(b.held_on) AS last_on
FROM turns AS t
JOIN briefings AS b USING (briefing_id)
WHERE t.speaker IS NOT NULL
GROUP BY t.speaker, year(b.held_on), b.site;

COMMENT ON VIEW speaker_activity IS 'One row per speaker and year.';
COMMENT ON COLUMN speaker_activity.speaker IS 'The person''s name.';
COMMENT ON COLUMN speaker_activity.year IS 'Year of the press conferences; NULL for undated ones.';
COMMENT ON COLUMN speaker_activity.site IS 'Name of the site definition.';
COMMENT ON COLUMN speaker_activity.positions IS 'Offices stated with the name.';
COMMENT ON COLUMN speaker_activity.briefings IS 'Press conferences.';
COMMENT ON COLUMN speaker_activity.answers IS 'Answers given.';
COMMENT ON COLUMN speaker_activity.answers_without_figures IS 'Answers in which no figure is cited.';
COMMENT ON COLUMN speaker_activity.chars IS 'Characters spoken.';
COMMENT ON COLUMN speaker_activity.figures IS 'Figures cited.';
COMMENT ON COLUMN speaker_activity.first_on IS 'First press conference of the year.';
COMMENT ON COLUMN speaker_activity.last_on IS 'Last press conference of the year.';

CREATE OR REPLACE VIEW outlet_activity AS
SELECT
  o.canonical AS outlet,
  any_value(o.type) AS type,
  year(b.held_on) AS year,
  b.site,
  count(DISTINCT t.briefing_id) AS briefings,
  count(*) AS questions,
  round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY year(b.held_on), b.site), 1) AS share,
  min(b.held_on) AS first_on,
  max(b.held_on) AS last_on
FROM turns AS t
JOIN outlets AS o USING (outlet)
JOIN briefings AS b ON b.briefing_id = t.briefing_id
WHERE t.role = 'question'
GROUP BY o.canonical, year(b.held_on), b.site;

COMMENT ON VIEW outlet_activity IS 'One row per news outlet and year; spellings of one outlet are counted together.';
COMMENT ON COLUMN outlet_activity.outlet IS 'Usual name of the outlet.';
COMMENT ON COLUMN outlet_activity.type IS 'central, local, hmt (Hong Kong, Macao, Taiwan), foreign, trade or online; NULL when not known.';
COMMENT ON COLUMN outlet_activity.year IS 'Year of the press conferences; NULL for undated ones.';
COMMENT ON COLUMN outlet_activity.site IS 'Name of the site definition.';
COMMENT ON COLUMN outlet_activity.briefings IS 'Press conferences it asked at.';
COMMENT ON COLUMN outlet_activity.questions IS 'Questions it asked.';
COMMENT ON COLUMN outlet_activity.share IS 'Percent of all questions by a named outlet that year on that site.';
COMMENT ON COLUMN outlet_activity.first_on IS 'First press conference of the year.';
COMMENT ON COLUMN outlet_activity.last_on IS 'Last press conference of the year.';
