-- Every spelling of an outlet lists all spellings of it.
UPDATE outlets SET aliases = spelled.aliases
FROM (SELECT canonical, list(outlet ORDER BY outlet) AS aliases FROM outlets GROUP BY canonical) AS spelled
WHERE outlets.canonical = spelled.canonical
  AND outlets.aliases IS DISTINCT FROM spelled.aliases
  AND outlets.canonical IN (SELECT unnest($canonical));
