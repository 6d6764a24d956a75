-- Which of these briefings are stored.
SELECT briefing_id FROM briefings WHERE briefing_id IN (SELECT unnest(CAST($ids AS VARCHAR[])));
