-- title: held more than a year before it was published, or after
-- severity: warning
-- scope: page
-- action: look at the title: the date of the event may have been read wrongly
SELECT briefing_id, briefing_id AS id, 'held ' || held_on || ', published ' || published_on AS detail
FROM checked_briefings
WHERE held_on NOT BETWEEN published_on - 366 AND published_on + 7;
