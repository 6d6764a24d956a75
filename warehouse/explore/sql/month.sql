-- The press conferences of one month.
SELECT briefing_id, site, held_on, published_on, title, kind, turn_count AS turns, metric_count AS figures, revision, url
FROM briefings
WHERE held_on BETWEEN $first AND $last
ORDER BY held_on, briefing_id;
