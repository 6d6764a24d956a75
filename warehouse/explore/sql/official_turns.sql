-- What a person said, the latest first, with who asked. Only the texts that are shown are read.
WITH said AS MATERIALIZED (
  SELECT t.rowid AS place, t.briefing_id, t.turn_id, t.seq, t.exchange, t.role, t.position, t.char_count, t.metric_count,
    b.held_on, b.title, b.changed_at
  FROM turns AS t
  JOIN briefings AS b USING (briefing_id)
  WHERE t.speaker = $name
  ORDER BY b.held_on DESC NULLS LAST, t.briefing_id, t.seq
  LIMIT $rows
),
texts AS (SELECT turn_id, text[1:160] AS beginning FROM turns WHERE rowid IN (SELECT place FROM said)),
asked AS (
  SELECT briefing_id, exchange, outlet
  FROM exchanges
  WHERE briefing_id IN (SELECT briefing_id FROM said) AND loaded_at IN (SELECT changed_at FROM said)
)
SELECT s.held_on, s.title, s.role, s.position, coalesce(o.canonical, e.outlet) AS asked_by, x.beginning,
  s.char_count AS characters, s.metric_count AS figures, s.briefing_id, s.turn_id
FROM said AS s
JOIN texts AS x USING (turn_id)
LEFT JOIN asked AS e ON e.briefing_id = s.briefing_id AND e.exchange = s.exchange
LEFT JOIN outlets AS o ON o.outlet = e.outlet
ORDER BY s.held_on DESC NULLS LAST, s.briefing_id, s.seq;
