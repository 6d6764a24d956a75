-- title: a page is set aside
-- severity: warning
-- scope: warehouse
-- action: `briefings quarantine show URL` says why; after mending, `briefings quarantine retry`
SELECT CAST(NULL AS VARCHAR) AS briefing_id, url AS id, stage || ': ' || reason AS detail
FROM quarantine
WHERE resolved_at IS NULL;
