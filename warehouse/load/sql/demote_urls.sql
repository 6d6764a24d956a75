-- A briefing whose page has moved to another address keeps the former one as a second address.
UPDATE briefing_urls SET is_canonical = false WHERE is_canonical AND briefing_id IN (SELECT unnest($ids));
