-- title: Outlets across cities
-- note: In how many cities an outlet asks, how often, and where most; spellings of one outlet count together.
SELECT outlet, any_value(type) AS type, count(DISTINCT site) AS cities, CAST(sum(questions) AS BIGINT) AS questions,
  arg_max(site, questions) AS most_in, min(first_on) AS first_on, max(last_on) AS last_on
FROM outlet_activity
GROUP BY outlet
ORDER BY cities DESC, questions DESC, outlet
LIMIT 50;
