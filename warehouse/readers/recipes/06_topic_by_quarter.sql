-- title: Questions on a topic by quarter
-- note: With the answer beside each question.
-- values: word=养老
SELECT date_trunc('quarter', held_on) AS quarter, site, outlet, question, answers
FROM qa
WHERE search_holds(question, '养老')
ORDER BY quarter, held_on, exchange;
