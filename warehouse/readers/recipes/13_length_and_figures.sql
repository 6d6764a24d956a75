-- title: How long officials speak and how many figures they cite
-- note: Per year; figures per 1,000 characters.
SELECT site, speaker, year, answers, chars, figures, round(1000.0 * figures / chars, 1) AS figures_per_1000
FROM speaker_activity
WHERE answers > 0
ORDER BY figures_per_1000 DESC;
