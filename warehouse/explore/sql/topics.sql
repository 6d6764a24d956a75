-- Topics by how many figures are about their quantities.
SELECT v.topic, count(*) AS measures, CAST(sum(said.figures) AS BIGINT) AS figures
FROM (SELECT measure, count(*) AS figures FROM metrics WHERE measure IS NOT NULL GROUP BY measure) AS said
JOIN vocabulary AS v USING (measure)
GROUP BY v.topic
ORDER BY figures DESC, v.topic;
