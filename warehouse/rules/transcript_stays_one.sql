-- title: a new version of a transcript in which nobody asks or answers any more
-- severity: error
-- scope: page
-- action: look at the address: the site probably shows a notice in its place; the version before stays loaded
SELECT briefing_id, briefing_id AS id, new.title AS detail
FROM checked_briefings AS new
JOIN briefings AS old USING (briefing_id)
WHERE old.kind = 'qa' AND new.kind != 'qa' AND new.page_sha256 != old.page_sha256;
