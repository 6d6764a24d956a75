-- The turns of some briefings. Rows lie in the order they were written, so the time of writing leads to the few
-- blocks that hold them; and the row ids are looked for first, because reading the texts of all turns to find a few
-- would cost 40 times as much in a large warehouse.
SELECT rowid, briefing_id, turn_id, role, label, outlet, speaker, position, metric_count, text,
  exchange, follow_up, said_at
FROM turns
WHERE rowid IN (
  SELECT rowid FROM turns WHERE loaded_at IN (SELECT unnest($stamps)) AND briefing_id IN (SELECT unnest($ids))
)
ORDER BY briefing_id, seq;
