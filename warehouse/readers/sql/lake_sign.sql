-- Who wrote the snapshot, and what: shown by ducklake_snapshots('lake').
CALL lake.set_commit_message('briefings', $message);
