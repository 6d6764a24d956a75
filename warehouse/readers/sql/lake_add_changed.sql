-- The rows of changed briefings as they are now.
INSERT INTO {lake} BY NAME SELECT * FROM {view} WHERE briefing_id IN (SELECT briefing_id FROM changed);
