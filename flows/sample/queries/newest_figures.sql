SELECT held_on, speaker, indicator, text, value, unit, period
FROM figures
WHERE indicator IS NOT NULL AND role = 'answer'
ORDER BY held_on DESC, briefing_id, turn_seq, char_start
