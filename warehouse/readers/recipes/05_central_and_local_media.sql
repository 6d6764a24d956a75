-- title: Central, local and foreign media
-- note: Their share of the questions per site and year; outlets of unknown type are shown as such.
SELECT site, year, coalesce(type, 'unknown') AS media, sum(questions) AS questions, round(sum(share), 1) AS percent
FROM outlet_activity
GROUP BY ALL
ORDER BY site, year, questions DESC, media;
