-- title: Which office speaks about which topic
-- note: Number of answers since a date in which a word comes; add words as columns.
-- values: since=2024-09-01
SELECT b.site, t.position AS office, count(*) AS answers,
  count(*) FILTER (search_holds(t.text, '就业')) AS jobs,
  count(*) FILTER (search_holds(t.text, '养老')) AS elderly_care,
  count(*) FILTER (search_holds(t.text, '轨道交通')) AS metro,
  count(*) FILTER (search_holds(t.text, '新能源汽车')) AS electric_cars
FROM turns AS t
JOIN briefings AS b USING (briefing_id)
WHERE t.role = 'answer' AND t.position IS NOT NULL AND b.held_on >= DATE '2024-09-01'
GROUP BY b.site, office
ORDER BY answers DESC, b.site, office;
