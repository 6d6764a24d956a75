-- Pages by site and state.
SELECT site, state, count(*) AS pages FROM pages GROUP BY ALL ORDER BY site, pages DESC;
