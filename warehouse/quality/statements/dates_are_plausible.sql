-- title: a date before 1990 or after the fetch
-- severity: error
-- scope: page
-- action: look at the page; a wrong date on the page itself is mended with a correction
SELECT briefing_id, briefing_id AS id,
  'held ' || coalesce(CAST(held_on AS VARCHAR), '?') || ', published ' || coalesce(CAST(published_on AS VARCHAR), '?') AS detail
FROM checked_briefings
WHERE held_on < DATE '1990-01-01'
  OR published_on < DATE '1990-01-01'
  -- A page may announce an event some days ahead, and local dates run ahead of UTC.
  OR held_on > CAST(checked_at AS DATE) + 31
  OR published_on > CAST(checked_at AS DATE) + 2;
