-- The titles of some briefings as their page had them last, where a hand correction made briefings.title another. Only then are
-- the revisions looked through.
SELECT briefing_id, arg_max(title, revision) AS title
FROM revisions
WHERE briefing_id IN (SELECT target FROM corrections WHERE field = 'title' AND target IN (SELECT unnest($ids)))
GROUP BY briefing_id;
