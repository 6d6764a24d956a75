-- What pages said differently later, the latest first.
SELECT noticed_at, held_on, site, title, revision, diff, briefing_id, page_sha256, url
FROM changes
ORDER BY noticed_at DESC, briefing_id
LIMIT $rows;
