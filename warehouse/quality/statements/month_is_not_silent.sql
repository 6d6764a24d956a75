-- title: a month with fewer press conferences than the site has at the least, between months that have some
-- severity: warning
-- scope: warehouse
-- tolerance: 3
-- action: look at the site's list for that month; `briefings backfill --from D --to D` fetches what is missing
SELECT CAST(NULL AS VARCHAR) AS briefing_id, site AS id,
  printf('%s: %d press conferences, at least %d are usual', strftime(month, '%Y-%m'), briefings, fewest) AS detail
FROM months_watched
-- Where most months have none, only windows of the past were fetched. The first and last month may not be whole.
WHERE briefings < fewest AND share >= 0.5 AND month NOT IN (first_month, last_month)
ORDER BY month DESC;
