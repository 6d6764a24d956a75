-- The whole of {table} as one part: rows, and a fingerprint that does not depend on their order.
SELECT NULL AS site, NULL AS year, count(*) AS rows, concat(bit_xor(hash(t)), '-', sum(hash(t))) AS fingerprint
FROM {table} AS t;
