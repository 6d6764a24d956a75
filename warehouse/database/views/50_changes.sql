-- What a page said differently later.
CREATE OR REPLACE VIEW changes AS
SELECT
  r.seen_at AS noticed_at,
  b.held_on,
  b.published_on,
  b.site,
  r.title,
  r.revision,
  r.diff,
  b.url,
  r.briefing_id,
  r.page_sha256
FROM revisions AS r
JOIN briefings AS b USING (briefing_id)
WHERE r.revision > 1;

COMMENT ON VIEW changes IS 'One row per change of a transcript after it was first seen.';
COMMENT ON COLUMN changes.noticed_at IS 'When the change was noticed (UTC).';
COMMENT ON COLUMN changes.held_on IS 'Day of the press conference.';
COMMENT ON COLUMN changes.published_on IS 'Day of publication.';
COMMENT ON COLUMN changes.site IS 'Name of the site definition.';
COMMENT ON COLUMN changes.title IS 'Title after the change.';
COMMENT ON COLUMN changes.revision IS 'Number of the text after the change: 2, 3, …';
COMMENT ON COLUMN changes.diff IS 'What changed, a paragraph a line: - before, + after.';
COMMENT ON COLUMN changes.url IS 'Address of the transcript.';
COMMENT ON COLUMN changes.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN changes.page_sha256 IS 'The archived page after the change.';
