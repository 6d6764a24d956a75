-- title: an answer whose speaker the text does not name
-- severity: warning
-- scope: page
-- tolerance: 1% of turns
-- action: look at the label; a name the parser missed can be given by a correction
SELECT briefing_id, turn_id AS id, coalesce(label, 'no label') AS detail
FROM checked_turns
WHERE role = 'answer' AND speaker IS NULL;
