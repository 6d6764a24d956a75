-- Statements of the crawl ledger, by name.

-- name: next_rev
UPDATE counter SET value = value + 1 WHERE name = 'rev' RETURNING value;

-- name: synced_rev
SELECT value FROM counter WHERE name = :name;

-- name: set_synced_rev
UPDATE counter SET value = max(value, :value) WHERE name = :name;

-- name: forget_synced
UPDATE counter SET value = 0 WHERE name != 'rev';

-- name: page
SELECT * FROM pages WHERE url = :url;

-- name: insert_found
INSERT INTO pages (url, site, state, reason, title, listed_on, first_seen_at, next_check_at, rev)
VALUES (:url, :site, :state, :reason, :title, :listed_on, :now, :next_check_at, :rev);

-- name: seen_again
UPDATE pages SET vanished_at = NULL, listed_on = coalesce(:listed_on, listed_on) WHERE url = :url;

-- name: link
INSERT INTO links (chain, url, listed_on, listed_at) VALUES (:chain, :url, :listed_on, :now)
ON CONFLICT (chain, url) DO UPDATE SET listed_on = excluded.listed_on, listed_at = excluded.listed_at;

-- name: is_linked
SELECT 1 AS yes FROM links WHERE chain = :chain AND url = :url;

-- name: of_other_sites
SELECT site, count(*) AS n FROM pages
WHERE url IN (SELECT value FROM json_each(:urls)) AND site != :site GROUP BY site ORDER BY site;

-- name: retitled
UPDATE pages SET title = :title, state = :state, reason = :reason, next_check_at = :next_check_at, rev = :rev
WHERE url = :url;

-- name: unlink_unseen
DELETE FROM links WHERE chain = :chain AND listed_on > :oldest AND listed_at < :walk_started RETURNING url;

-- name: vanished
UPDATE pages SET vanished_at = :now, next_check_at = min(coalesce(checked_at, :now), :now), rev = :rev
WHERE url = :url AND state NOT IN ('skipped', 'gone');

-- name: due_new
SELECT url, site, state, title, listed_on, first_seen_at FROM pages
WHERE site = :site AND next_check_at <= :before AND page_sha256 IS NULL
ORDER BY failures, listed_on DESC, url LIMIT :limit;

-- name: due_rechecks
-- First what was retitled or vanished (due since its last check), then what is in quarantine or failed last time, then
-- the most overdue, measured in the page's own interval: otherwise daily pages would wait for weekly ones.
SELECT url, site, state, title, listed_on, first_seen_at FROM pages
WHERE site = :site AND next_check_at <= :before AND page_sha256 IS NOT NULL
ORDER BY next_check_at > coalesce(checked_at, 0), state != 'quarantined', failures = 0,
    (:now - next_check_at) / max(next_check_at - coalesce(checked_at, 0), 1) DESC, url
LIMIT :limit;

-- name: known_urls
SELECT url FROM pages
WHERE site = :site AND next_check_at IS NOT NULL
  AND (listed_on IS NULL OR ((:since IS NULL OR listed_on >= :since) AND (:until IS NULL OR listed_on <= :until)))
ORDER BY listed_on DESC, page_sha256 IS NOT NULL, failures, url;

-- name: known_among
SELECT url, site, state, title, listed_on, first_seen_at, page_sha256 IS NULL AS fresh FROM pages
WHERE url IN (SELECT value FROM json_each(:urls)) AND next_check_at IS NOT NULL
ORDER BY listed_on DESC, page_sha256 IS NOT NULL, failures, url;

-- name: count_due
SELECT count(*) AS n FROM pages WHERE site = :site AND next_check_at <= :now;

-- name: count_due_new
SELECT count(*) AS n FROM pages WHERE site = :site AND next_check_at <= :now AND page_sha256 IS NULL;

-- name: pending
SELECT url FROM pages
WHERE site = :site AND page_sha256 IS NOT NULL AND page_sha256 IS NOT loaded_sha256
  AND NOT (quarantined_sha256 IS page_sha256 AND quarantined_version IS :version)
ORDER BY listed_on DESC, url LIMIT :limit;

-- The index of pages that are not loaded serves this, so that a run without news counts no others.
-- name: count_aside
SELECT count(*) AS n FROM pages
WHERE site = :site AND page_sha256 IS NOT loaded_sha256 AND page_sha256 IS NOT NULL AND quarantined_sha256 IS page_sha256;

-- name: archived_urls
SELECT url FROM pages WHERE page_sha256 IS NOT NULL AND (:site IS NULL OR site = :site)
ORDER BY coalesce(listed_on, '9999-12-31'), url;

-- name: count_archived
SELECT count(*) AS n FROM pages WHERE page_sha256 IS NOT NULL AND (:site IS NULL OR site = :site);

-- name: archived_among
SELECT url, site, page_sha256, content_type, title, listed_on, first_seen_at, checked_at FROM pages
WHERE url IN (SELECT value FROM json_each(:urls)) AND page_sha256 IS NOT NULL
ORDER BY coalesce(listed_on, '9999-12-31'), url;

-- name: copies
SELECT p.url, p.site, p.content_type, p.title, p.listed_on, p.first_seen_at, c.page_sha256, c.seen_at, c.run_at
FROM copies c JOIN pages p USING (url)
WHERE :site IS NULL OR p.site = :site ORDER BY p.url, c.seen_at;

-- name: unloaded_copies
SELECT p.url, p.site, p.content_type, p.title, p.listed_on, p.first_seen_at, c.page_sha256, c.seen_at, c.run_at,
    p.loaded_sha256
FROM pages p JOIN copies c USING (url)
WHERE p.site = :site AND p.page_sha256 IS NOT NULL AND p.page_sha256 IS NOT p.loaded_sha256
ORDER BY p.url, c.seen_at;

-- name: pending_copies_among
SELECT p.url, p.site, p.content_type, p.title, p.listed_on, p.first_seen_at, c.page_sha256, c.seen_at, c.run_at,
    p.loaded_sha256
FROM pages p JOIN copies c USING (url)
WHERE p.url IN (SELECT value FROM json_each(:urls))
  AND p.page_sha256 IS NOT NULL AND p.page_sha256 IS NOT p.loaded_sha256
  AND NOT (p.quarantined_sha256 IS p.page_sha256 AND p.quarantined_version IS :version)
ORDER BY p.url, c.seen_at;

-- name: record_copy
-- Unless it is the one that we had. The run that is open had it; the quick look before a run is a run of its own.
INSERT OR REPLACE INTO copies (url, seen_at, page_sha256, run_at)
SELECT :url, :now, :page_sha256,
    coalesce((SELECT max(started_at) FROM runs WHERE site = :site AND finished_at IS NULL), :now)
WHERE :page_sha256 IS NOT (SELECT page_sha256 FROM copies WHERE url = :url ORDER BY seen_at DESC LIMIT 1);

-- name: take_copy
INSERT OR REPLACE INTO copies (url, seen_at, page_sha256, run_at) VALUES (:url, :seen_at, :page_sha256, :run_at);

-- name: record_page
INSERT INTO pages (url, site, state, reason, etag, last_modified, content_type, page_sha256,
                   first_seen_at, checked_at, changed_at, next_check_at, failures, rev)
VALUES (:url, :site, :state, :reason, :etag, :last_modified, :content_type, :page_sha256,
        :now, :now, :changed_at, :next_check_at, :failures, :rev)
ON CONFLICT (url) DO UPDATE SET
    state = excluded.state, reason = excluded.reason, etag = excluded.etag,
    last_modified = excluded.last_modified, content_type = excluded.content_type,
    page_sha256 = excluded.page_sha256, checked_at = excluded.checked_at,
    changed_at = coalesce(excluded.changed_at, changed_at),
    next_check_at = excluded.next_check_at, failures = excluded.failures, rev = excluded.rev;

-- name: take_page
INSERT INTO pages (url, site, state, title, listed_on, content_type, page_sha256,
                   first_seen_at, checked_at, changed_at, next_check_at, rev)
VALUES (:url, :site, 'ok', :title, :listed_on, :content_type, :page_sha256,
        :first_seen_at, :seen_at, :seen_at, :next_check_at, :rev)
ON CONFLICT (url) DO UPDATE SET
    state = excluded.state, reason = NULL, content_type = excluded.content_type, page_sha256 = excluded.page_sha256,
    title = coalesce(title, excluded.title), listed_on = coalesce(listed_on, excluded.listed_on),
    first_seen_at = min(first_seen_at, excluded.first_seen_at), checked_at = excluded.checked_at,
    changed_at = excluded.changed_at, next_check_at = excluded.next_check_at, failures = 0, rev = excluded.rev;

-- name: mark_loaded
UPDATE pages SET loaded_sha256 = :sha, quarantined_sha256 = NULL, quarantined_version = NULL,
    state = CASE state WHEN 'quarantined' THEN 'ok' ELSE state END,
    reason = CASE state WHEN 'quarantined' THEN NULL ELSE reason END, rev = :rev
WHERE url = :url;

-- name: mark_quarantined
UPDATE pages SET quarantined_sha256 = :sha, quarantined_version = :version, state = 'quarantined',
    reason = :reason, next_check_at = min(coalesce(next_check_at, :soon), :soon), rev = :rev
WHERE url = :url;

-- name: release_quarantined
UPDATE pages SET quarantined_sha256 = NULL, quarantined_version = NULL, rev = :rev
WHERE state = 'quarantined' AND (:url IS NULL OR url = :url);

-- name: forget_copy
UPDATE pages SET etag = NULL, last_modified = NULL, page_sha256 = NULL, next_check_at = :now, rev = :rev
WHERE url = :url AND (:page_sha256 IS NULL OR page_sha256 = :page_sha256);

-- name: without_copy
SELECT url FROM pages WHERE site = :site AND loaded_sha256 IS NOT NULL AND page_sha256 IS NULL ORDER BY url;

-- name: forget_loaded
UPDATE pages SET loaded_sha256 = NULL, quarantined_sha256 = NULL, quarantined_version = NULL, rev = :rev
WHERE :site IS NULL OR site = :site;

-- name: sites
SELECT DISTINCT site FROM pages
UNION SELECT site FROM runs WHERE flow IN ('ingest', 'backfill', 'load') ORDER BY site;

-- name: sites_seen
SELECT p.site, p.pages, r.last_run, r.outcome
FROM (SELECT site, count(*) AS pages FROM pages GROUP BY site) AS p
LEFT JOIN (
    -- SQLite gives the other columns of the row that holds the maximum.
    SELECT site, max(started_at) AS last_run, outcome FROM runs
    WHERE flow IN ('ingest', 'backfill', 'load') GROUP BY site
) AS r USING (site)
ORDER BY p.site;

-- name: page_counts
SELECT state, count(*) AS n FROM pages WHERE :site IS NULL OR site = :site GROUP BY state ORDER BY state;

-- name: page_problems
SELECT url, site, state, reason, failures, checked_at, next_check_at FROM pages
WHERE (:site IS NULL OR site = :site) AND state NOT IN ('new', 'ok', 'unchanged', 'skipped')
ORDER BY checked_at DESC, url LIMIT :limit;

-- name: restless_pages
-- Pages of which many versions were had lately: a counter or a banner in the text, or two servers that differ.
SELECT url, count(*) AS versions, max(seen_at) AS changed_at FROM copies
WHERE seen_at >= :since AND url IN (SELECT url FROM pages WHERE site = :site)
GROUP BY url HAVING count(*) >= :least ORDER BY versions DESC, url LIMIT :limit;

-- name: shared_copies
-- One body at many addresses: a list that gives each visitor addresses of his own.
SELECT min(url) AS url, count(*) AS addresses FROM pages
WHERE site = :site AND loaded_sha256 = page_sha256
GROUP BY page_sha256 HAVING count(*) >= :least ORDER BY addresses DESC, url LIMIT :limit;

-- name: listed_files
SELECT url, title, listed_on FROM pages
WHERE site = :site AND state = 'skipped' AND reason = 'not_html' ORDER BY listed_on DESC, url LIMIT :limit;

-- name: listed_per_month
SELECT substr(listed_on, 1, 7) AS month, count(*) AS n FROM pages
WHERE site = :site AND state != 'skipped' AND listed_on >= :first GROUP BY month;

-- name: first_listed
SELECT min(listed_on) AS first FROM pages WHERE site = :site;

-- name: insert_fetch
-- What has no outcome yet is not copied: its number comes with that. One statement alone is a third of a transaction.
INSERT INTO fetches (url, host, run_id, at, rev) VALUES (:url, :host, :run_id, :now, 0);

-- name: finish_fetch
UPDATE fetches SET status = :status, bytes = :bytes, elapsed_ms = :elapsed_ms, outcome = :outcome,
    page_sha256 = :page_sha256, rev = :rev
WHERE id = :id;

-- name: rename_run
UPDATE fetches SET run_id = :new, rev = :rev WHERE run_id = :old;

-- name: interrupt_fetches
UPDATE fetches SET outcome = 'interrupted', rev = :rev
WHERE outcome IS NULL AND run_id IN (SELECT run_id FROM runs WHERE site = :site AND finished_at IS NULL);

-- name: interrupt_runs
UPDATE runs SET finished_at = :now, outcome = 'failure', rev = :rev,
    message = 'The run was stopped before it finished; this run continued its work.'
WHERE site = :site AND finished_at IS NULL;

-- name: inherit_copies
-- What the last run had and could not load any more is the next one's, as if that had asked for it: what names a briefing
-- of several addresses must not depend on where a run was stopped. A check loads nothing.
UPDATE copies SET run_at = :now
WHERE url IN (SELECT url FROM pages WHERE site = :site AND page_sha256 IS NOT loaded_sha256)
  AND run_at = (
    SELECT started_at FROM (
      SELECT started_at, outcome FROM runs WHERE site = :site AND run_id != :run_id AND flow != 'check'
      ORDER BY started_at DESC LIMIT 1)
    WHERE outcome = 'failure' AND :flow != 'check')
  AND seen_at > coalesce((SELECT max(had.seen_at) FROM copies had JOIN pages USING (url)
                          WHERE had.url = copies.url AND had.page_sha256 = pages.loaded_sha256), 0);

-- name: start_run
INSERT INTO runs (run_id, flow, site, started_at, rev) VALUES (:run_id, :flow, :site, :now, :rev)
ON CONFLICT (run_id) DO UPDATE SET finished_at = NULL, outcome = NULL, rev = excluded.rev;

-- name: note_definition
INSERT OR REPLACE INTO run_definitions (run_id, sha256) VALUES (:run_id, :sha256);

-- Runs that read pages with another definition, from the last reparse on.
-- name: read_otherwise
SELECT count(*) AS n FROM runs JOIN run_definitions USING (run_id)
WHERE site = :site AND sha256 != :sha256 AND (flow = 'reparse' OR inserted + updated > 0) AND started_at >= coalesce(
    (SELECT max(started_at) FROM runs WHERE site = :site AND flow = 'reparse' AND outcome IN ('success', 'unchanged')), 0);

-- name: followed_since
SELECT min(at) AS at FROM (
    SELECT min(started_at) AS at FROM runs WHERE site = :site AND flow IN ('ingest', 'backfill', 'load')
    UNION ALL SELECT min(first_seen_at) FROM pages WHERE site = :site
);

-- name: looks
SELECT * FROM looks ORDER BY site;

-- name: look
SELECT * FROM looks WHERE site = :site;

-- name: note_look
INSERT INTO looks (site, looked_at, outcome, reason, good_at, failures)
VALUES (:site, :now, :outcome, :reason, iif(:good, :now, NULL), iif(:good, 0, 1))
ON CONFLICT (site) DO UPDATE SET looked_at = excluded.looked_at, outcome = excluded.outcome, reason = excluded.reason,
    good_at = coalesce(excluded.good_at, good_at), failures = iif(:good, 0, failures + 1);

-- name: pause_look
INSERT INTO looks (site, paused) VALUES (:site, :paused) ON CONFLICT (site) DO UPDATE SET paused = excluded.paused;

-- name: finish_run
UPDATE runs SET finished_at = :now, outcome = :outcome, message = :message, discovered = :discovered,
    fetched = :fetched, unchanged = :unchanged, inserted = :inserted, updated = :updated,
    quarantined = :quarantined, rev = :rev
WHERE run_id = :run_id;

-- name: last_runs
SELECT runs.*, sha256 AS definition_sha256 FROM runs LEFT JOIN run_definitions USING (run_id)
WHERE :site IS NULL OR site = :site ORDER BY started_at DESC, run_id LIMIT :limit;

-- name: unsynced_pages
SELECT url, site, state, title, listed_on, etag, last_modified, page_sha256, first_seen_at, checked_at,
    next_check_at, failures, reason, rev
FROM pages WHERE rev > :after ORDER BY rev LIMIT :limit;

-- name: unsynced_fetches
SELECT url, run_id, at, status, bytes, elapsed_ms, outcome, rev
FROM fetches WHERE rev > :after AND outcome IS NOT NULL ORDER BY rev LIMIT :limit;

-- name: unsynced_runs
SELECT run_id, flow, nullif(site, '') AS site, started_at, finished_at, outcome, discovered, fetched, unchanged, inserted,
    updated, quarantined, message, sha256 AS definition_sha256, rev
FROM runs LEFT JOIN run_definitions USING (run_id) WHERE rev > :after ORDER BY rev LIMIT :limit;

-- name: ensure_host
INSERT OR IGNORE INTO hosts (host) VALUES (:host);

-- name: host
SELECT * FROM hosts WHERE host = :host;

-- name: set_slot
UPDATE hosts SET next_slot = :next_slot WHERE host = :host;

-- name: set_refusals
UPDATE hosts SET refusals = :refusals, reason = :reason WHERE host = :host;

-- name: pause_host
UPDATE hosts SET refusals = 0, pauses = pauses + 1, paused_until = max(coalesce(paused_until, 0), :until),
    reason = :reason
WHERE host = :host;

-- name: extend_pause
UPDATE hosts SET paused_until = max(paused_until, :until) WHERE host = :host;

-- name: clear_host
UPDATE hosts SET refusals = 0, pauses = 0, paused_until = NULL, reason = NULL
WHERE host = :host AND (refusals > 0 OR pauses > 0);

-- name: blocked_hosts
SELECT host, paused_until, pauses, reason FROM hosts WHERE pauses > 0 ORDER BY host;

-- name: closes_html
UPDATE hosts SET closes_html = 1 WHERE host = :host AND closes_html = 0;

-- name: set_robots
UPDATE hosts SET robots_text = :text, robots_at = :now WHERE host = :host;

-- name: list_page
SELECT * FROM lists WHERE request = :request;

-- name: record_list
INSERT INTO lists (request, site, etag, last_modified, body_sha256, checked_at)
VALUES (:request, :site, :etag, :last_modified, :body_sha256, :now)
ON CONFLICT (request) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
    body_sha256 = excluded.body_sha256, checked_at = excluded.checked_at;

-- name: list_rules
SELECT sha256 FROM list_rules WHERE site = :site;

-- name: note_list_rules
INSERT INTO list_rules (site, sha256) VALUES (:site, :sha256)
ON CONFLICT (site) DO UPDATE SET sha256 = excluded.sha256 WHERE sha256 != excluded.sha256;

-- name: open_walk
INSERT INTO walks (site, chain, request, whole, since, opened_at)
VALUES (:site, :chain, :request, :whole, :since, :now);

-- name: move_walk
UPDATE walks SET request = :request WHERE id = :id;

-- name: close_walk
DELETE FROM walks WHERE id = :id;

-- name: open_walks
SELECT * FROM walks WHERE site = :site AND chain = :chain ORDER BY id DESC;

-- name: count_walks
SELECT count(*) AS n FROM walks WHERE site = :site AND whole <= :whole;
