-- A file of one of the schemas 1 to 5, which were never released: tables get the columns that they lack, and those whose
-- columns came into another order are set aside for take_over.sql.
ALTER TABLE metrics ADD COLUMN IF NOT EXISTS target VARCHAR;
ALTER TABLE metrics ADD COLUMN IF NOT EXISTS period_inferred BOOLEAN;
ALTER TABLE metrics ADD COLUMN IF NOT EXISTS measure VARCHAR;
ALTER TABLE metrics ADD COLUMN IF NOT EXISTS place VARCHAR;
ALTER TABLE metrics ADD COLUMN IF NOT EXISTS aspect VARCHAR;
ALTER TABLE metrics ADD COLUMN IF NOT EXISTS status VARCHAR;
ALTER TABLE exchanges ADD COLUMN IF NOT EXISTS question VARCHAR;
ALTER TABLE exchanges ADD COLUMN IF NOT EXISTS answers VARCHAR;
ALTER TABLE exchanges ADD COLUMN IF NOT EXISTS outlet_as_written VARCHAR;
ALTER TABLE runs ADD COLUMN IF NOT EXISTS definition_sha256 VARCHAR;
ALTER TABLE metrics RENAME TO metrics_before;
ALTER TABLE exchanges RENAME TO exchanges_before;
