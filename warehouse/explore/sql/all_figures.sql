-- figures.sql for many, each row after the id it belongs to.
SELECT m.briefing_id AS id, m.* EXCLUDE (loaded_at), way(m.direction, m.aspect, m.indicator) AS way
FROM metrics AS m
JOIN turns AS t USING (turn_id)
WHERE m.briefing_id IN (SELECT unnest($ids)) AND m.loaded_at BETWEEN $first AND $last AND t.loaded_at BETWEEN $first AND $last
ORDER BY m.briefing_id, t.seq, m.char_start;
