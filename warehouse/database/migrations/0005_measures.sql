-- The quantities that have a name, as the program and the user's own table state them, and the spelling of an outlet
-- beside its usual name.
CREATE TABLE vocabulary (
  measure VARCHAR NOT NULL,
  english VARCHAR NOT NULL,
  topic   VARCHAR NOT NULL,
  units   VARCHAR[] NOT NULL,
  nature  VARCHAR NOT NULL,
  digest  VARCHAR NOT NULL
);
COMMENT ON TABLE vocabulary IS 'One row per quantity that has an official name: the bundled table with the user''s measures.tsv.';
COMMENT ON COLUMN vocabulary.measure IS 'Key. Official name, as in metrics.measure.';
COMMENT ON COLUMN vocabulary.english IS 'Name in English.';
COMMENT ON COLUMN vocabulary.topic IS 'economy, industry, jobs, housing, transport …';
COMMENT ON COLUMN vocabulary.units IS 'Units or kinds of units that a level of it can have; % makes it a rate.';
COMMENT ON COLUMN vocabulary.nature IS 'stock (so many there are), flow (so many in a time) or ratio (a rate, price, index or average).';
COMMENT ON COLUMN vocabulary.digest IS 'SHA-256 of the tables that the vocabulary was made of.';

ALTER TABLE exchanges ADD COLUMN outlet_as_written VARCHAR;
UPDATE exchanges SET outlet_as_written = outlet;
UPDATE exchanges SET outlet = outlets.canonical FROM outlets WHERE outlets.outlet = exchanges.outlet_as_written;
COMMENT ON COLUMN exchanges.outlet IS 'Who asked, by the usual name; NULL when not stated. → outlets.canonical.';
COMMENT ON COLUMN exchanges.outlet_as_written IS 'Who asked, as the label has it. → outlets.outlet.';
