-- The figures of one press conference, in the order of its text.
SELECT m.* EXCLUDE (loaded_at), way(m.direction, m.aspect, m.indicator) AS way
FROM metrics AS m
JOIN turns AS t USING (turn_id)
WHERE m.briefing_id = $id AND m.loaded_at = $changed_at AND t.briefing_id = $id AND t.loaded_at = $changed_at
ORDER BY t.seq, m.char_start;
