-- One directory holds any number of sites: what each of them is, and which definition a run went by.
CREATE TABLE sites (
  name           VARCHAR NOT NULL,
  title          VARCHAR,
  province       VARCHAR,
  level          VARCHAR,
  division       VARCHAR,
  base_url       VARCHAR,
  followed_since TIMESTAMP
);
-- The next run of each says the rest.
INSERT INTO sites BY NAME
SELECT site AS name, min(first_seen_at) AS followed_since
FROM (SELECT site, first_seen_at FROM briefings UNION ALL SELECT site, first_seen_at FROM pages)
GROUP BY site;

COMMENT ON TABLE sites IS 'One row per press office that was ever read here.';
COMMENT ON COLUMN sites.name IS 'Key. Name of the site definition; it begins the ids of the site''s briefings.';
COMMENT ON COLUMN sites.title IS 'Name of the press office; NULL until a run has read the site again after an upgrade.';
COMMENT ON COLUMN sites.province IS 'Province or municipality that the site speaks for or lies in, such as 江苏省; NULL for a national body.';
COMMENT ON COLUMN sites.level IS 'national, province, municipality, city, district or other.';
COMMENT ON COLUMN sites.division IS 'Code of the area in GB/T 2260, such as 320100; NULL when the definition gives none.';
COMMENT ON COLUMN sites.base_url IS 'Scheme, host and port of the site.';
COMMENT ON COLUMN sites.followed_since IS 'Start of the first run that read it (UTC).';

ALTER TABLE runs ADD COLUMN definition_sha256 VARCHAR;
COMMENT ON COLUMN runs.definition_sha256 IS 'SHA-256 of the site definition that the run went by; NULL for runs over all sites and older ones.';
COMMENT ON COLUMN runs.flow IS 'watch (a look at every due site), ingest, backfill, reparse, retry, load or check.';
COMMENT ON COLUMN runs.site IS '→ sites.name. NULL for runs over all sites.';
COMMENT ON COLUMN briefings.site IS '→ sites.name. The site definition that the page came from.';
COMMENT ON COLUMN pages.site IS '→ sites.name. The site whose list names the page.';
