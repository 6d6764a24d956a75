-- Figures that a person cited, the latest first.
SELECT held_on, indicator, text, value, value_high, unit, period, comparison, sentence, briefing_id, turn_id, metric_id
FROM figures
WHERE speaker = $name
ORDER BY held_on DESC NULLS LAST, turn_id, char_start
LIMIT $rows;
