-- title: Pages changed after publication
-- note: When it was noticed, and what changed: lines with - were there before, with + since then.
SELECT site, noticed_at, title, revision, diff
FROM changes
ORDER BY noticed_at DESC;
