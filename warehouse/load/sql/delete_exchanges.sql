-- The exchanges of some briefings, before they are counted again.
DELETE FROM exchanges WHERE loaded_at IN (SELECT unnest($stamps)) AND briefing_id IN (SELECT unnest($ids));
