-- title: Central, local and foreign media
-- note: Their share of the questions per year; outlets of unknown type are shown as such.
SELECT year, coalesce(type, 'unknown') AS media, sum(questions) AS questions, round(sum(share), 1) AS percent
FROM outlet_activity
GROUP BY ALL
ORDER BY year, questions DESC, media;
