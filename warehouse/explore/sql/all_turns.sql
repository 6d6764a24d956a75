-- turns.sql for many, each row after the id it belongs to.
SELECT t.briefing_id AS id, t.turn_id, t.seq, t.exchange, t.role, t.follow_up, t.label, t.outlet, o.canonical AS asked_by,
  t.speaker, t.position, t.text, t.char_count, t.metric_count, t.said_at
FROM turns AS t
LEFT JOIN outlets AS o USING (outlet)
WHERE t.briefing_id IN (SELECT unnest($ids)) AND t.loaded_at BETWEEN $first AND $last
ORDER BY t.briefing_id, t.seq;
