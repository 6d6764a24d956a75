-- title: a question that nobody answers
-- severity: warning
-- scope: page
-- action: look at the page: the answer was probably taken for a part of the question
SELECT q.briefing_id, arg_min(q.turn_id, q.seq) AS id, 'exchange ' || q.exchange AS detail
FROM checked_turns AS q
WHERE q.exchange IS NOT NULL
GROUP BY q.briefing_id, q.exchange
HAVING count(*) FILTER (q.role = 'question') > 0 AND count(*) FILTER (q.role = 'answer') = 0;
