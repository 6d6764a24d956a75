-- Which briefing each of these addresses belongs to.
SELECT url, briefing_id FROM briefing_urls WHERE url IN (SELECT unnest($urls));
