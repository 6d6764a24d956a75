-- The staged rows of the briefings that passed.
INSERT INTO turns BY NAME FROM staged_turns WHERE briefing_id IN (SELECT unnest($ids));
