-- One row per exchange: the table exchanges with its texts. Every column but the texts is a group key, so that a
-- filter on any of them is applied before the texts are gathered.
CREATE OR REPLACE VIEW qa AS
SELECT
  b.held_on,
  b.site,
  b.title,
  e.exchange,
  e.outlet,
  string_agg(t.text, chr(10) ORDER BY t.seq) FILTER (t.role = 'question') AS question,
  e.answerers,
  string_agg(coalesce(coalesce(t.label, t.speaker) || '：', '') || t.text, chr(10) || chr(10) ORDER BY t.seq)
    FILTER (t.role = 'answer') AS answers,
  e.follow_ups,
  e.answer_count,
  e.answer_chars,
  e.figure_count,
  b.url,
  e.briefing_id,
  e.question_turn_id
FROM exchanges AS e
JOIN briefings AS b USING (briefing_id)
JOIN turns AS t ON t.briefing_id = e.briefing_id AND t.exchange = e.exchange
GROUP BY ALL;

COMMENT ON VIEW qa IS 'One row per question with its answers.';
COMMENT ON COLUMN qa.held_on IS 'Day of the press conference.';
COMMENT ON COLUMN qa.site IS 'Name of the site definition.';
COMMENT ON COLUMN qa.title IS 'Title of the transcript.';
COMMENT ON COLUMN qa.exchange IS 'Number of the question in the transcript.';
COMMENT ON COLUMN qa.outlet IS 'Who asked; NULL when not stated.';
COMMENT ON COLUMN qa.question IS 'The question, and further questions of the same asker.';
COMMENT ON COLUMN qa.answerers IS 'Names of those who answered.';
COMMENT ON COLUMN qa.answers IS 'All answers in order, each after its label, an empty line between them.';
COMMENT ON COLUMN qa.follow_ups IS 'Number of further questions.';
COMMENT ON COLUMN qa.answer_count IS 'Number of answers.';
COMMENT ON COLUMN qa.answer_chars IS 'Characters in all answers.';
COMMENT ON COLUMN qa.figure_count IS 'Figures in all answers.';
COMMENT ON COLUMN qa.url IS 'Address of the transcript.';
COMMENT ON COLUMN qa.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN qa.question_turn_id IS '→ turns.turn_id.';
