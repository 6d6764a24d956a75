-- title: an answer without a question in its exchange
-- severity: warning
-- scope: page
-- action: look at the page: a question was probably not recognised as one
SELECT a.briefing_id, a.turn_id AS id, 'exchange ' || coalesce(CAST(a.exchange AS VARCHAR), 'none') AS detail
FROM checked_turns AS a
LEFT JOIN (SELECT DISTINCT briefing_id, exchange FROM checked_turns WHERE role = 'question') AS q
  ON q.briefing_id = a.briefing_id AND q.exchange = a.exchange
WHERE a.role = 'answer' AND q.briefing_id IS NULL;
