-- The exchanges of the staged turns that passed.
INSERT INTO exchanges BY NAME
SELECT
  briefing_id,
  exchange,
  first(outlet ORDER BY seq) FILTER (role = 'question' AND outlet IS NOT NULL) AS outlet,
  coalesce(list_sort(list_distinct(list(speaker) FILTER (role = 'answer' AND speaker IS NOT NULL))), []) AS answerers,
  count(*) FILTER (role = 'question' AND follow_up) AS follow_ups,
  count(*) FILTER (role = 'answer') AS answer_count,
  coalesce(sum(char_count) FILTER (role = 'answer'), 0) AS answer_chars,
  coalesce(sum(metric_count) FILTER (role = 'answer'), 0) AS figure_count,
  first(turn_id ORDER BY seq) FILTER (role = 'question') AS question_turn_id,
  max(loaded_at) AS loaded_at
FROM staged_turns
WHERE exchange IS NOT NULL AND briefing_id IN (SELECT unnest($ids))
GROUP BY briefing_id, exchange
ORDER BY briefing_id, exchange;
