-- Addresses that are about to be written again.
DELETE FROM briefing_urls WHERE url IN (SELECT unnest($urls));
