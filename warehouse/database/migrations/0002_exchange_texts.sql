-- Questions and answers stand in exchanges together with what queries filter and sort by, so that the view qa reads
-- one table: the newest five questions then cost five texts, where gathering them from turns read all texts first.
CREATE TABLE exchanges_with_texts (
  briefing_id      VARCHAR NOT NULL,
  exchange         INTEGER NOT NULL,
  held_on          DATE,
  site             VARCHAR NOT NULL,
  title            VARCHAR NOT NULL,
  url              VARCHAR,
  outlet           VARCHAR,
  answerers        VARCHAR[] NOT NULL,
  question         VARCHAR,
  answers          VARCHAR,
  follow_ups       INTEGER NOT NULL,
  answer_count     INTEGER NOT NULL,
  answer_chars     INTEGER NOT NULL,
  figure_count     INTEGER NOT NULL,
  question_turn_id VARCHAR,
  loaded_at        TIMESTAMP NOT NULL
);
INSERT INTO exchanges_with_texts BY NAME
SELECT
  e.*,
  b.held_on,
  b.site,
  b.title,
  b.url,
  t.question,
  t.answers
FROM exchanges AS e
JOIN briefings AS b USING (briefing_id)
LEFT JOIN (
  SELECT
    briefing_id,
    exchange,
    string_agg(text, chr(10) ORDER BY seq) FILTER (role = 'question') AS question,
    string_agg(coalesce(coalesce(label, speaker) || '：', '') || text, chr(10) || chr(10) ORDER BY seq)
      FILTER (role = 'answer') AS answers
  FROM turns
  WHERE exchange IS NOT NULL
  GROUP BY briefing_id, exchange
) AS t USING (briefing_id, exchange)
ORDER BY e.rowid;
DROP TABLE exchanges;
ALTER TABLE exchanges_with_texts RENAME TO exchanges;

COMMENT ON TABLE exchanges IS 'One row per question with its answers; the view qa shows it.';
COMMENT ON COLUMN exchanges.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN exchanges.exchange IS 'Number of the question in the transcript, as in turns.exchange.';
COMMENT ON COLUMN exchanges.held_on IS 'briefings.held_on.';
COMMENT ON COLUMN exchanges.site IS 'briefings.site.';
COMMENT ON COLUMN exchanges.title IS 'briefings.title.';
COMMENT ON COLUMN exchanges.url IS 'briefings.url.';
COMMENT ON COLUMN exchanges.outlet IS 'Who asked; NULL when not stated. → outlets.outlet.';
COMMENT ON COLUMN exchanges.answerers IS 'Names of those who answered, in order.';
COMMENT ON COLUMN exchanges.question IS 'The question, and further questions of the same asker.';
COMMENT ON COLUMN exchanges.answers IS 'All answers in order, each after its label, an empty line between them.';
COMMENT ON COLUMN exchanges.follow_ups IS 'Number of further questions of the asker.';
COMMENT ON COLUMN exchanges.answer_count IS 'Number of answers.';
COMMENT ON COLUMN exchanges.answer_chars IS 'Characters in all answers.';
COMMENT ON COLUMN exchanges.figure_count IS 'Figures in all answers.';
COMMENT ON COLUMN exchanges.question_turn_id IS 'The question. → turns.turn_id.';
COMMENT ON COLUMN exchanges.loaded_at IS 'When the row was written (UTC): briefings.changed_at.';
