-- The newest revisions of some briefings, as a newer parser reads the same pages.
UPDATE revisions SET content_hash = read.content_hash, title = read.title
FROM (
  SELECT
    unnest($ids) AS briefing_id,
    unnest($revisions) AS revision,
    unnest($hashes) AS content_hash,
    unnest($titles) AS title
) AS read
WHERE revisions.briefing_id = read.briefing_id AND revisions.revision = read.revision;
