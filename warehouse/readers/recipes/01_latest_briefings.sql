-- title: The latest press conferences
-- note: What was held last, how many questions were asked, who spoke.
SELECT b.site, b.held_on, b.title, count(q.exchange) AS questions, list_sort(list_distinct(flatten(list(q.answerers)))) AS speakers
FROM briefings AS b
LEFT JOIN qa AS q USING (briefing_id)
GROUP BY ALL
ORDER BY b.held_on DESC
LIMIT 10;
