-- title: a figure's characters are not where it says
-- severity: error
-- scope: page
-- action: report the page: the offsets that the parser gave are wrong
SELECT m.briefing_id, m.metric_id AS id, m.text || ' at ' || m.char_start || '–' || m.char_end AS detail
FROM checked_metrics AS m
LEFT JOIN checked_turns AS t USING (turn_id)
WHERE t.text IS NULL OR substring(t.text, m.char_start + 1, m.char_end - m.char_start) <> m.text;
