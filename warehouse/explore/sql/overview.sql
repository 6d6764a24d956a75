-- How much there is, from when to when.
SELECT
  count(*) AS conferences,
  CAST(coalesce(sum(turn_count), 0) AS BIGINT) AS turns,
  CAST(coalesce(sum(metric_count), 0) AS BIGINT) AS figures,
  count(DISTINCT site) AS sites,
  min(held_on) AS first_on,
  max(held_on) AS last_on,
  max(changed_at) AS changed_at
FROM briefings;
