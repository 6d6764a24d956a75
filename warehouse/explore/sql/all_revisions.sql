-- revisions.sql for many, each row after the id it belongs to.
SELECT briefing_id AS id, revision, seen_at, title, diff, page_sha256
FROM revisions
WHERE briefing_id IN (SELECT unnest($ids))
ORDER BY briefing_id, revision;
