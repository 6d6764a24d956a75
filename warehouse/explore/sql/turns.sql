-- The turns of one press conference; asked_by is the outlet's usual name, under which it has its page.
SELECT t.turn_id, t.seq, t.exchange, t.role, t.follow_up, t.label, t.outlet, o.canonical AS asked_by, t.speaker, t.position,
  t.text, t.char_count, t.metric_count, t.said_at
FROM turns AS t
LEFT JOIN outlets AS o USING (outlet)
WHERE t.briefing_id = $id AND t.loaded_at = $changed_at
ORDER BY t.seq;
