-- How each site stands, as far as the reader copy tells. $sites is NULL for all.
SELECT
  known.site,
  max(finished_at) FILTER (outcome IN ('success', 'unchanged') AND flow IN ('ingest', 'backfill')) AS last_success_at,
  (SELECT count(*) FROM pages WHERE pages.site = known.site) AS pages,
  (SELECT count(*) FROM quarantine JOIN pages USING (url)
   WHERE pages.site = known.site AND quarantine.resolved_at IS NULL) AS quarantined
FROM (SELECT DISTINCT site FROM briefings) AS known
LEFT JOIN runs ON runs.site = known.site
WHERE $sites IS NULL OR list_contains($sites, known.site)
GROUP BY known.site
ORDER BY known.site
