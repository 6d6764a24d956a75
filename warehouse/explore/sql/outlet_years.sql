-- One outlet by year and site.
SELECT year, site, briefings AS conferences, questions, share
FROM outlet_activity
WHERE outlet = $name
ORDER BY year DESC, site;
