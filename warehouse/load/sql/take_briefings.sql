-- The staged rows of the briefings that passed.
INSERT INTO briefings BY NAME FROM staged_briefings WHERE briefing_id IN (SELECT unnest($ids));
