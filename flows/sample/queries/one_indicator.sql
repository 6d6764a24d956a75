SELECT held_on, period, value, unit, direction, comparison, sentence
FROM figures
WHERE indicator LIKE '%生产总值' AND kind = 'money'
ORDER BY held_on, briefing_id, turn_seq, char_start
