-- What is measured, with how it is said and how often.
CREATE OR REPLACE VIEW measures AS
SELECT
  said.measure,
  v.english,
  v.topic,
  v.nature,
  v.measure IS NOT NULL AS in_vocabulary,
  said.figures,
  said.first_seen_on,
  said.last_seen_on,
  said.spellings,
  said.sites
FROM (
  SELECT
    m.measure,
    count(*) AS figures,
    min(b.held_on) AS first_seen_on,
    max(b.held_on) AS last_seen_on,
    list_sort(list(DISTINCT m.indicator) FILTER (m.indicator IS NOT NULL)) AS spellings,
    list_sort(list(DISTINCT b.site)) AS sites
  FROM metrics AS m
  JOIN briefings AS b USING (briefing_id)
  WHERE m.measure IS NOT NULL
  GROUP BY m.measure
) AS said
LEFT JOIN vocabulary AS v USING (measure);

COMMENT ON VIEW measures IS 'One row per quantity that was cited.';
COMMENT ON COLUMN measures.measure IS 'The quantity under its usual name.';
COMMENT ON COLUMN measures.english IS 'Its name in English; NULL outside the vocabulary.';
COMMENT ON COLUMN measures.topic IS 'economy, industry, jobs …; NULL outside the vocabulary.';
COMMENT ON COLUMN measures.nature IS 'stock, flow or ratio; NULL outside the vocabulary.';
COMMENT ON COLUMN measures.in_vocabulary IS 'Whether the vocabulary has it.';
COMMENT ON COLUMN measures.figures IS 'Figures that are about it.';
COMMENT ON COLUMN measures.first_seen_on IS 'First press conference that cites it.';
COMMENT ON COLUMN measures.last_seen_on IS 'Last press conference that cites it.';
COMMENT ON COLUMN measures.spellings IS 'Words of the transcripts that stand for it (metrics.indicator).';
COMMENT ON COLUMN measures.sites IS 'Sites whose conferences cite it.';
