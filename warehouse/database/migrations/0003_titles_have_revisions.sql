-- An edited title is a revision as an edited text is.
COMMENT ON TABLE revisions IS 'One row per text or title of a briefing that was ever seen; more than one means that the page was edited.';
COMMENT ON COLUMN revisions.seen_at IS 'When this text and title were first fetched (UTC).';
COMMENT ON COLUMN revisions.diff IS 'Unified diff against the previous revision, a paragraph a line, the title first where it was edited; NULL for the first.';
COMMENT ON COLUMN briefings.revision IS '1 for the first text seen, one more for each later change of the text or the title.';
COMMENT ON COLUMN briefings.content_hash IS 'SHA-256 of the normalised text, without the title.';
