-- Which briefing each of these addresses belongs to, and where that is stored; row ids first, so that little is read.
SELECT url, briefing_id, rowid
FROM briefing_urls
WHERE rowid IN (SELECT rowid FROM briefing_urls WHERE url IN (SELECT unnest($urls)));
