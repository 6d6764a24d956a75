-- One row per exchange: columns of one table and nothing else, so that filters, order and LIMIT reach it and only the
-- texts that are shown are read.
CREATE OR REPLACE VIEW qa AS
SELECT
  held_on,
  site,
  title,
  exchange,
  outlet,
  outlet_as_written,
  question,
  answerers,
  answers,
  follow_ups,
  answer_count,
  answer_chars,
  figure_count,
  url,
  briefing_id,
  question_turn_id
FROM exchanges;

COMMENT ON VIEW qa IS 'One row per question with its answers.';
COMMENT ON COLUMN qa.held_on IS 'Day of the press conference.';
COMMENT ON COLUMN qa.site IS 'Name of the site definition.';
COMMENT ON COLUMN qa.title IS 'Title of the transcript.';
COMMENT ON COLUMN qa.exchange IS 'Number of the question in the transcript.';
COMMENT ON COLUMN qa.outlet IS 'Who asked, by the usual name; NULL when not stated.';
COMMENT ON COLUMN qa.outlet_as_written IS 'Who asked, as the label has it.';
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
