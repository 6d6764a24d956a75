-- One person by year and site.
SELECT year, site, positions, briefings AS conferences, answers, answers_without_figures, chars AS characters, figures
FROM speaker_activity
WHERE speaker = $name
ORDER BY year DESC, site;
