-- How current each site is.
FROM freshness ORDER BY site;
