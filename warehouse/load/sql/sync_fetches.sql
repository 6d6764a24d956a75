-- Exchanges that are not there yet; the time bound keeps the search to the newest rows.
INSERT INTO fetches BY NAME
FROM staged_fetches AS s
WHERE NOT EXISTS (
  FROM (FROM fetches WHERE "at" >= (SELECT min("at") FROM staged_fetches)) AS f
  WHERE f.url = s.url AND f."at" = s."at" AND f.run_id IS NOT DISTINCT FROM s.run_id
);
