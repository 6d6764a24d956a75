-- The briefings that the lake does not have as they are here, or has and should not; $every: all of ours besides.
CREATE OR REPLACE TEMP TABLE changed AS
WITH
  here AS (
    SELECT b.briefing_id, f.site, f.year, b.changed_at, b.derived_hash FROM briefings AS b JOIN filed AS f USING (briefing_id)
  ),
  there AS (
    SELECT briefing_id, site, year, changed_at, derived_hash FROM lake.main.briefings
    WHERE list_contains(CAST($sites AS VARCHAR[]), site)
  )
SELECT DISTINCT briefing_id
FROM (
  (FROM here EXCEPT FROM there) UNION ALL (FROM there EXCEPT FROM here) UNION ALL (FROM here WHERE $every)
);
