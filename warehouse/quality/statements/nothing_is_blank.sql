-- title: a text is empty where only "not stated" (NULL) or words may be
-- severity: warning
-- scope: page
-- action: report the page: the parser gave an empty text
SELECT briefing_id, briefing_id AS id, 'title' AS detail FROM checked_briefings WHERE trim(title) = ''
UNION ALL
SELECT briefing_id, turn_id, 'text, label, outlet, speaker or position'
FROM checked_turns
WHERE trim(text, E' \n\t' || chr(12288)) = '' OR trim(label) = '' OR trim(outlet) = '' OR trim(speaker) = '' OR trim(position) = ''
UNION ALL
SELECT briefing_id, metric_id, 'text, unit, indicator or period'
FROM checked_metrics
WHERE text = '' OR trim(unit) = '' OR trim(indicator) = '' OR trim(period) = '';
