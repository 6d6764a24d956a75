-- The title of some briefings as their page had it last; a hand correction of briefings.title is not in it.
SELECT briefing_id, arg_max(title, revision) AS title
FROM revisions
WHERE rowid IN (SELECT rowid FROM revisions WHERE briefing_id IN (SELECT unnest($ids)))
GROUP BY briefing_id;
