-- The sites whose rows this database publishes. Not from runs: a check may have been started for any site.
SELECT coalesce(list(DISTINCT site ORDER BY site), []) FROM (SELECT site FROM briefings UNION ALL SELECT site FROM pages);
