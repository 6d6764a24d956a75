-- The stored briefings with one of these ids or texts, both looked for in one pass; row ids first, so that little is read. Kept
-- for the page rules, so that they need not look for them again.
CREATE OR REPLACE TEMP TABLE known_briefings AS
SELECT
  briefing_id, revision, content_hash, derived_hash, held_on, first_seen_at, changed_at,
  url, page_sha256, title, published_on, source, kind, warnings, rowid AS place
FROM briefings
WHERE rowid IN (
  SELECT rowid FROM briefings
  WHERE briefing_id IN (SELECT unnest($ids)) OR content_hash IN (SELECT unnest($hashes))
);
