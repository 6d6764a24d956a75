-- The names by which the page rules read, for the whole warehouse.
CREATE OR REPLACE TEMP VIEW checked_briefings AS FROM briefings;
CREATE OR REPLACE TEMP VIEW stored_briefings AS FROM briefings;
CREATE OR REPLACE TEMP VIEW checked_turns AS FROM turns;
CREATE OR REPLACE TEMP VIEW checked_metrics AS FROM metrics;

-- Every month from a site's first press conference to its last; `fewest` is what its definition expects of one.
CREATE OR REPLACE TEMP TABLE usual_months (site VARCHAR, fewest INTEGER);
CREATE OR REPLACE TEMP VIEW months_watched AS
WITH held AS (
  SELECT site, date_trunc('month', held_on) AS month, count(*) AS briefings
  FROM briefings WHERE held_on IS NOT NULL GROUP BY ALL
),
spans AS (
  SELECT site, min(month) AS first_month, max(month) AS last_month,
    count(*) / (date_diff('month', min(month), max(month)) + 1) AS share
  FROM held GROUP BY site
),
months AS (
  SELECT *, unnest(generate_series(CAST(first_month AS TIMESTAMP), CAST(last_month AS TIMESTAMP), INTERVAL 1 MONTH)) AS month
  FROM spans
)
SELECT site, month, first_month, last_month, share, coalesce(briefings, 0) AS briefings, coalesce(fewest, 1) AS fewest
FROM months LEFT JOIN held USING (site, month) LEFT JOIN usual_months USING (site);
