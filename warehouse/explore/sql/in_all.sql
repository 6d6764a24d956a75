-- How many figures there are of all measures.
SELECT count(*) AS in_all FROM metrics;
