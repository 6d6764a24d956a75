-- The ids that some briefings once gave away and may not give again.
SELECT briefing_id, id FROM retired_ids WHERE briefing_id IN (SELECT unnest($ids));
