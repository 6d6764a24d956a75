-- title: How current the data is
-- note: By site, the longest unread first; lag_hours is the usual time from the day of publication to the first fetch.
SELECT site, briefings, newest_held_on, checked_at, last_success_at, lag_hours, quarantined_pages
FROM freshness
ORDER BY last_success_at NULLS FIRST, site;
