-- What was applied to this file: numbered schema changes, and definitions that are replaced when they change.
CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER NOT NULL, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE schema_migrations IS 'Schema changes applied to this file.';
COMMENT ON COLUMN schema_migrations.version IS 'Key. Number of the change.';
COMMENT ON COLUMN schema_migrations.name IS 'Name of the change.';
COMMENT ON COLUMN schema_migrations.sha256 IS 'Hash of the change as it was applied.';
COMMENT ON COLUMN schema_migrations.applied_at IS 'When it was applied (UTC).';

CREATE TABLE IF NOT EXISTS schema_objects (
  name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE schema_objects IS 'Views and macros defined in this file.';
COMMENT ON COLUMN schema_objects.name IS 'Key. Name of the definition.';
COMMENT ON COLUMN schema_objects.sha256 IS 'Hash of the definition.';
COMMENT ON COLUMN schema_objects.applied_at IS 'When it was applied (UTC).';
