SELECT url FROM briefing_urls WHERE briefing_id = $briefing_id
