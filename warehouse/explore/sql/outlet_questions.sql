-- What an outlet asked, the latest first, and who answered.
SELECT q.held_on, q.title, q.question[1:200] AS beginning, q.answerers, q.figure_count AS figures, q.answer_chars AS characters,
  q.briefing_id, q.question_turn_id AS turn_id, q.exchange
FROM qa AS q
WHERE q.outlet IN (SELECT outlet FROM outlets WHERE canonical = $name)
ORDER BY q.held_on DESC NULLS LAST, q.briefing_id, q.exchange
LIMIT $rows;
