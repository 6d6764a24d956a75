-- Every text these briefings ever had.
SELECT briefing_id, content_hash FROM revisions WHERE briefing_id IN (SELECT unnest($ids));
