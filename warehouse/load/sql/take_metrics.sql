-- The staged rows of the briefings that passed.
INSERT INTO metrics BY NAME FROM staged_metrics WHERE briefing_id IN (SELECT unnest($ids));
