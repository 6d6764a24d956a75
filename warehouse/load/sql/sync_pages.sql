-- What is known of an address now, and when its briefing was last compared with the site.
DELETE FROM pages WHERE url IN (SELECT url FROM staged_pages);
INSERT INTO pages BY NAME SELECT DISTINCT ON (url) * FROM staged_pages ORDER BY url, checked_at DESC NULLS LAST;
UPDATE briefings SET checked_at = p.checked_at
FROM staged_pages AS p JOIN briefing_urls AS u ON u.url = p.url AND u.is_canonical
WHERE briefings.briefing_id = u.briefing_id AND p.state IN ('ok', 'unchanged') AND briefings.checked_at < p.checked_at;
