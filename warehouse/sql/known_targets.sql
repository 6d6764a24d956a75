-- Which of these briefings, turns and figures are stored.
SELECT briefing_id AS id FROM briefings WHERE briefing_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
UNION ALL SELECT turn_id FROM turns WHERE turn_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
UNION ALL SELECT metric_id FROM metrics WHERE metric_id IN (SELECT unnest(CAST($ids AS VARCHAR[])));
