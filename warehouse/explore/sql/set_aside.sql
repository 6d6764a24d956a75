-- A page that is or was in quarantine.
SELECT q.url, q.page_sha256, q.stage, q.reason, q.selector, q.first_seen_at, q.attempts, q.resolved_at, p.site
FROM quarantine AS q
LEFT JOIN pages AS p USING (url)
WHERE q.page_sha256 = $sha256
ORDER BY q.first_seen_at DESC;
