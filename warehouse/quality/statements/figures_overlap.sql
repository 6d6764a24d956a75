-- title: two figures share characters
-- severity: warning
-- scope: page
-- action: report the page: one mention was read twice
SELECT briefing_id, metric_id AS id, text || ' begins before the figure before it ends' AS detail
FROM checked_metrics
QUALIFY char_start < lag(char_end) OVER (PARTITION BY turn_id ORDER BY char_start, char_end);
