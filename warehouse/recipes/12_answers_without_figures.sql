-- title: Answers without any figure
-- note: Fewest figures first, and of these the longest answers; add WHERE figure_count = 0 for those without any.
SELECT held_on, outlet, answerers, figure_count, answer_chars, question
FROM qa
WHERE answer_count > 0
ORDER BY figure_count, answer_chars DESC;
