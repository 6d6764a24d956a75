-- Topics by how many figures are about their quantities.
SELECT v.topic, count(DISTINCT m.measure) AS measures, count(*) AS figures
FROM metrics AS m
JOIN vocabulary AS v USING (measure)
GROUP BY v.topic
ORDER BY figures DESC, v.topic;
