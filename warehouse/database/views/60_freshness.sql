-- How current the data is, by site. A sweep looks at all sites and records a run of a site only where it has news: what it
-- found unchanged was read all the same.
CREATE OR REPLACE VIEW freshness AS
WITH known AS (
  SELECT site FROM briefings UNION SELECT site FROM pages UNION SELECT name FROM sites
  UNION SELECT site FROM runs WHERE site IS NOT NULL
),
stored AS (
  SELECT
    site,
    count(*) AS briefings,
    max(held_on) AS newest_held_on,
    max(published_on) AS newest_published_on,
    max(first_seen_at) AS newest_seen_at,
    median(date_diff('hour', CAST(published_on AS TIMESTAMP), first_seen_at))
      FILTER (published_on >= CAST(first_seen_at AS DATE) - 30) AS lag_hours
  FROM briefings
  GROUP BY site
),
crawled AS (
  SELECT
    site,
    max(checked_at) AS checked_at,
    count(*) FILTER (state = 'blocked') AS blocked_pages,
    count(*) FILTER (state = 'quarantined') AS quarantined_pages,
    count(*) FILTER (failures > 0) AS failing_pages
  FROM pages
  GROUP BY site
),
ran AS (
  SELECT
    site,
    max(started_at) AS last_run_at,
    arg_max(outcome, started_at) AS last_outcome,
    max(finished_at) FILTER (outcome IN ('success', 'unchanged')) AS good_at
  FROM runs
  WHERE flow IN ('ingest', 'backfill')
  GROUP BY site
),
looked AS (SELECT name AS site, last_read_at FROM sites)
SELECT
  site,
  coalesce(briefings, 0) AS briefings,
  newest_held_on,
  newest_published_on,
  newest_seen_at,
  lag_hours,
  checked_at,
  last_run_at,
  last_outcome,
  greatest(good_at, last_read_at) AS last_success_at,
  coalesce(quarantined_pages, 0) AS quarantined_pages,
  coalesce(blocked_pages, 0) AS blocked_pages,
  coalesce(failing_pages, 0) AS failing_pages
FROM known
LEFT JOIN stored USING (site)
LEFT JOIN crawled USING (site)
LEFT JOIN ran USING (site)
LEFT JOIN looked USING (site);

COMMENT ON VIEW freshness IS 'One row per site: how current its data is, as of the run that published this file.';
COMMENT ON COLUMN freshness.site IS 'Name of the site definition.';
COMMENT ON COLUMN freshness.briefings IS 'Transcripts stored.';
COMMENT ON COLUMN freshness.newest_held_on IS 'Day of the latest press conference.';
COMMENT ON COLUMN freshness.newest_published_on IS 'Latest day of publication.';
COMMENT ON COLUMN freshness.newest_seen_at IS 'When the newest transcript was first fetched (UTC).';
COMMENT ON COLUMN freshness.lag_hours IS 'Median hours from the start of the day of publication to the first fetch; backfilled pages do not count.';
COMMENT ON COLUMN freshness.checked_at IS 'When a page of the site was last asked for (UTC).';
COMMENT ON COLUMN freshness.last_run_at IS 'Start of the last ingest or backfill (UTC).';
COMMENT ON COLUMN freshness.last_outcome IS 'Its outcome.';
COMMENT ON COLUMN freshness.last_success_at IS 'When the site''s lists were last read to the end, or found unchanged (UTC).';
COMMENT ON COLUMN freshness.quarantined_pages IS 'Pages set aside.';
COMMENT ON COLUMN freshness.blocked_pages IS 'Pages that the site refuses.';
COMMENT ON COLUMN freshness.failing_pages IS 'Pages whose last attempt failed.';
