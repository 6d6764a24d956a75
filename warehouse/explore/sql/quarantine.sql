-- Pages set aside, those that still are first.
SELECT q.url, p.site, q.stage, q.reason, q.selector, q.first_seen_at, q.attempts, q.resolved_at, q.page_sha256
FROM quarantine AS q
LEFT JOIN pages AS p USING (url)
ORDER BY q.resolved_at IS NOT NULL, q.first_seen_at DESC, q.url
LIMIT 500;
