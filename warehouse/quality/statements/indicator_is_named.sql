-- title: a figure whose indicator was not found
-- severity: warning
-- scope: page
-- tolerance: 25% of metrics
-- action: nothing at once; a rising number means that a way of writing is new to the extractor
SELECT briefing_id, metric_id AS id, text AS detail
FROM checked_metrics
WHERE indicator IS NULL;
