-- How each site stands, as far as the reader copy tells. $sites is NULL for all.
SELECT
  site,
  last_success_at,
  (SELECT count(*) FROM pages WHERE pages.site = freshness.site) AS pages,
  (SELECT count(*) FROM quarantine JOIN pages USING (url)
   WHERE pages.site = freshness.site AND quarantine.resolved_at IS NULL) AS quarantined
FROM freshness
WHERE briefings > 0 AND ($sites IS NULL OR list_contains($sites, site))
ORDER BY site
