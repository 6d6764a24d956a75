-- Rows of changed briefings; the new ones follow.
DELETE FROM {lake}
WHERE list_contains(CAST($sites AS VARCHAR[]), site) AND briefing_id IN (SELECT briefing_id FROM changed);
