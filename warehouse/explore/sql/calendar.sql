-- Press conferences by month.
SELECT year(held_on) AS year, month(held_on) AS month, count(*) AS conferences
FROM briefings
WHERE held_on IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
