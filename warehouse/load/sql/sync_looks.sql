-- When sites were last read by a look, never earlier than was known.
UPDATE sites SET last_read_at = greatest(sites.last_read_at, look.good_at)
FROM (SELECT unnest($sites) AS site, unnest(CAST($moments AS TIMESTAMP[])) AS good_at) AS look
WHERE look.site = sites.name;
