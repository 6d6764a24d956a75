-- Pages set aside, newest first.
SELECT url, page_sha256, stage, reason, selector, first_seen_at, attempts, resolved_at
FROM quarantine
WHERE ($everything OR resolved_at IS NULL) AND ($url IS NULL OR url = $url)
ORDER BY first_seen_at DESC, url;
