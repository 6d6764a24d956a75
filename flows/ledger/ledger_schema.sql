-- The crawl ledger: what was asked when, and what came back. Times are seconds since 1970 (UTC).
CREATE TABLE IF NOT EXISTS counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
INSERT OR IGNORE INTO counter VALUES ('rev', 0), ('pages', 0), ('fetches', 0), ('runs', 0);

CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    etag TEXT,
    last_modified TEXT,
    content_type TEXT,
    page_sha256 TEXT,
    loaded_sha256 TEXT,
    quarantined_sha256 TEXT,
    quarantined_version TEXT,
    title TEXT,
    listed_on TEXT,
    first_seen_at REAL NOT NULL,
    vanished_at REAL,
    checked_at REAL,
    changed_at REAL,
    next_check_at REAL,
    failures INTEGER NOT NULL DEFAULT 0,
    rev INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_due ON pages (site, next_check_at);
CREATE INDEX IF NOT EXISTS pages_rev ON pages (rev);
CREATE INDEX IF NOT EXISTS pages_pending ON pages (site) WHERE page_sha256 IS NOT loaded_sha256;

-- Which list names which page: a page may stand on several lists, and is known ground only on its own.
CREATE TABLE IF NOT EXISTS links (
    chain TEXT NOT NULL,
    url TEXT NOT NULL,
    listed_on TEXT,
    listed_at REAL NOT NULL,
    PRIMARY KEY (chain, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_listed ON links (chain, listed_on);

-- Every version of a page: when it was had, and when the run that had it began.
CREATE TABLE IF NOT EXISTS copies (
    url TEXT NOT NULL,
    seen_at REAL NOT NULL,
    page_sha256 TEXT NOT NULL,
    run_at REAL NOT NULL,
    PRIMARY KEY (url, seen_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS fetches (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    run_id TEXT,
    at REAL NOT NULL,
    status INTEGER,
    bytes INTEGER,
    elapsed_ms INTEGER,
    outcome TEXT,
    page_sha256 TEXT,
    rev INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS fetches_rev ON fetches (rev);
CREATE INDEX IF NOT EXISTS fetches_open ON fetches (run_id) WHERE outcome IS NULL;

CREATE TABLE IF NOT EXISTS runs (
    run_id TEXT PRIMARY KEY,
    flow TEXT NOT NULL,
    site TEXT NOT NULL,
    started_at REAL NOT NULL,
    finished_at REAL,
    outcome TEXT,
    discovered INTEGER NOT NULL DEFAULT 0,
    fetched INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    inserted INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    message TEXT,
    rev INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS runs_rev ON runs (rev);

-- Which site definition each run went by. A table of its own, so that an older ledger needs no change.
CREATE TABLE IF NOT EXISTS run_definitions (
    run_id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per site that was looked at for news, or that is to be left alone.
CREATE TABLE IF NOT EXISTS looks (
    site TEXT PRIMARY KEY,
    looked_at REAL,
    outcome TEXT,
    reason TEXT,
    good_at REAL,
    failures INTEGER NOT NULL DEFAULT 0,
    paused INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY,
    next_slot REAL NOT NULL DEFAULT 0,
    refusals INTEGER NOT NULL DEFAULT 0,
    pauses INTEGER NOT NULL DEFAULT 0,
    paused_until REAL,
    reason TEXT,
    closes_html INTEGER NOT NULL DEFAULT 0,
    robots_text TEXT,
    robots_at REAL
) STRICT, WITHOUT ROWID;

-- One row per list page, so that an unchanged one costs a 304 and no parsing.
CREATE TABLE IF NOT EXISTS lists (
    request TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    body_sha256 TEXT,
    checked_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- By which rules a site's lists were last read to where nothing new could be: other ones may find what these did not.
CREATE TABLE IF NOT EXISTS list_rules (
    site TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the walk through a newest-first list has to go on: a row lives until its walk met known items
-- or the end, so a killed run leaves no gap between what it saw and what was known before.
CREATE TABLE IF NOT EXISTS walks (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    chain TEXT NOT NULL,
    request TEXT NOT NULL,
    whole INTEGER NOT NULL,
    since TEXT,
    opened_at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS walks_site ON walks (site, chain);

-- A ledger of version 1 had no table of copies: what its exchanges and its pages say.
INSERT OR IGNORE INTO copies (url, seen_at, page_sha256, run_at)
SELECT f.url, f.at, f.page_sha256, coalesce(r.started_at, f.at)
FROM fetches f JOIN pages p USING (url) LEFT JOIN runs r USING (run_id)
WHERE f.outcome = 'ok' AND f.page_sha256 IS NOT NULL;
INSERT OR IGNORE INTO copies (url, seen_at, page_sha256, run_at)
SELECT url, coalesce(changed_at, checked_at, first_seen_at), page_sha256, coalesce(changed_at, checked_at, first_seen_at)
FROM pages p
WHERE page_sha256 IS NOT NULL AND page_sha256 NOT IN (SELECT c.page_sha256 FROM copies c WHERE c.url = p.url);
