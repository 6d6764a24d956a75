-- title: All answers of an official between two dates
-- note: With the question and the link; the name is matched in the list of those who answered.
-- values: official=岑晚舟, from=2024-07-01, to=2025-06-30
SELECT site, held_on, outlet, question, answers, url
FROM qa
WHERE list_contains(answerers, '岑晚舟')
  AND held_on BETWEEN DATE '2024-07-01' AND DATE '2025-06-30'
ORDER BY held_on;
