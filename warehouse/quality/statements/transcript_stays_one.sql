-- title: a new version that is another page's text, or a transcript no more
-- severity: error
-- scope: page
-- action: look at the address: the site probably shows something else there; the version before stays loaded
SELECT briefing_id, briefing_id AS id, 'nobody asks or answers any more: ' || new.title AS detail
FROM checked_briefings AS new
JOIN stored_briefings AS old USING (briefing_id)
WHERE old.kind = 'qa' AND new.kind != 'qa' AND new.page_sha256 != old.page_sha256
UNION ALL
SELECT new.briefing_id, new.briefing_id AS id, 'the text of ' || other.briefing_id || ': ' || new.title AS detail
FROM checked_briefings AS new
JOIN stored_briefings AS old USING (briefing_id)
JOIN stored_briefings AS other ON other.content_hash = new.content_hash AND other.held_on = new.held_on
  AND other.briefing_id != new.briefing_id
WHERE old.content_hash != new.content_hash;
