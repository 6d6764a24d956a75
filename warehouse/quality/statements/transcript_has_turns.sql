-- title: a transcript in which nobody speaks
-- severity: error
-- scope: page
-- action: look at the archived page: its layout is probably new to the parser
SELECT briefing_id, briefing_id AS id, title AS detail
FROM checked_briefings
WHERE kind IN ('qa', 'statement') AND turn_count = 0;
