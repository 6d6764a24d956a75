-- The parts of {table}, whose rows belong to briefings: one a site and year, each with its rows and a fingerprint
-- that does not depend on their order.
SELECT f.site, f.year, count(*) AS rows, concat(bit_xor(hash(t)), '-', sum(hash(t))) AS fingerprint
FROM {table} AS t LEFT JOIN filed AS f USING (briefing_id)
GROUP BY ALL
ORDER BY ALL;
