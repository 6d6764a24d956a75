-- title: The largest sums of money
-- note: Upper ends of ranges count. The largest are picked before texts are joined; read what stands around a figure before quoting it.
SELECT b.site, b.held_on, coalesce(t.speaker, t.outlet) AS who, m.indicator, m.text, m.yuan, t.text[greatest(1, m.char_start - 30) : m.char_end + 30] AS around
FROM (
  SELECT *, greatest(value, value_high) AS yuan
  FROM metrics
  WHERE kind = 'money' AND unit = 'CNY'
  ORDER BY yuan DESC
  LIMIT 20
) AS m
JOIN turns AS t USING (turn_id)
JOIN briefings AS b ON b.briefing_id = m.briefing_id
ORDER BY m.yuan DESC;
