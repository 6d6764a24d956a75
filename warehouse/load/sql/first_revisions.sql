-- The first revisions of some briefings that are staged.
INSERT INTO revisions BY NAME
SELECT briefing_id, revision, checked_at AS seen_at, page_sha256, content_hash, title, NULL AS diff, run_id
FROM staged_briefings
WHERE briefing_id IN (SELECT unnest($ids));
