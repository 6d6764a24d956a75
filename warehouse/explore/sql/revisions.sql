-- Every text of one press conference that was ever seen.
SELECT revision, seen_at, title, diff, page_sha256
FROM revisions
WHERE briefing_id = $id
ORDER BY revision;
