SELECT held_on, outlet, answerers, left(question, 30) AS question, figure_count AS figures
FROM qa
WHERE outlet IS NOT NULL
ORDER BY figure_count DESC, held_on
