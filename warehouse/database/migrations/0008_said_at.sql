-- Live transcripts stamp what is said with its time.
ALTER TABLE turns ADD COLUMN IF NOT EXISTS said_at TIMESTAMP;
COMMENT ON COLUMN turns.said_at IS 'When it was said or posted, as a live transcript stamps it (UTC); NULL when not stated, or on no known day.';
