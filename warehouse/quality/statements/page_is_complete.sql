-- title: a page of which something is missing: questions it promises, its other pages, its day
-- severity: warning
-- scope: page
-- action: look at the page with `briefings sites check`, mend the site's definition, then `briefings reparse`, for further pages `briefings backfill --recheck`
SELECT briefing_id, briefing_id AS id, warning AS detail
FROM (SELECT briefing_id, unnest(warnings) AS warning FROM checked_briefings)
WHERE regexp_matches(warning, '^(roles|pages): |^body: .*names too much|^held_on: (the page says|no date in title, text, page)')
  AND NOT starts_with(warning, 'roles: nobody'); -- a page may name nobody
