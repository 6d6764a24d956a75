-- title: Answers without any figure
-- note: The longest first; `ORDER BY answer_chars / (figure_count + 1) DESC` without the last condition: few figures in many words.
SELECT site, held_on, outlet, answerers, answer_chars, question, answers
FROM qa
WHERE answer_count > 0 AND figure_count = 0
ORDER BY answer_chars DESC
LIMIT 100;
