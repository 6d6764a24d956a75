-- title: a row that refers to a briefing that is not there, or is not as it is
-- severity: error
-- scope: warehouse
-- action: report it: this is a fault of this program; `briefings reparse` rebuilds the rows
SELECT r.briefing_id, r.briefing_id AS id, 'in ' || r.found_in AS detail
FROM (
  SELECT briefing_id, 'revisions' AS found_in FROM revisions
  UNION ALL SELECT briefing_id, 'briefing_urls' FROM briefing_urls
  UNION ALL SELECT briefing_id, 'retired_ids' FROM retired_ids
  UNION ALL SELECT briefing_id, 'exchanges' FROM exchanges
) AS r
ANTI JOIN briefings AS b USING (briefing_id)
UNION ALL
SELECT b.briefing_id, b.briefing_id, 'revision ' || b.revision || ' is not in revisions'
FROM briefings AS b
ANTI JOIN revisions AS r ON r.briefing_id = b.briefing_id AND r.revision = b.revision AND r.content_hash = b.content_hash
UNION ALL
SELECT e.briefing_id, e.briefing_id || '-x' || e.exchange, 'not the day, site, title or address of its briefing'
FROM exchanges AS e
JOIN briefings AS b USING (briefing_id)
WHERE (e.held_on, e.site, e.title, e.url) IS DISTINCT FROM (b.held_on, b.site, b.title, b.url)
UNION ALL
SELECT any_value(briefing_id), url, 'address given ' || count(*) || ' times' FROM briefing_urls GROUP BY url HAVING count(*) > 1;
