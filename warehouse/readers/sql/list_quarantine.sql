-- Pages set aside, newest first.
SELECT q.url, p.site, q.page_sha256, q.stage, q.reason, q.selector, q.first_seen_at, q.attempts, q.resolved_at
FROM quarantine AS q LEFT JOIN pages AS p USING (url)
WHERE ($everything OR q.resolved_at IS NULL) AND ($url IS NULL OR q.url = $url)
ORDER BY q.first_seen_at DESC, q.url;
