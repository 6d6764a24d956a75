-- The exchanges of the staged turns that passed, with what their briefings say of them.
INSERT INTO exchanges BY NAME
SELECT
  t.briefing_id,
  t.exchange,
  b.held_on,
  b.site,
  b.title,
  b.url,
  first(t.outlet ORDER BY t.seq) FILTER (t.role = 'question' AND t.outlet IS NOT NULL) AS outlet_as_written,
  outlet_as_written AS outlet,
  coalesce(
    list_sort(list_distinct(list(t.speaker) FILTER (t.role = 'answer' AND t.speaker IS NOT NULL))), []
  ) AS answerers,
  string_agg(t.text, chr(10) ORDER BY t.seq) FILTER (t.role = 'question') AS question,
  string_agg(coalesce(coalesce(t.label, t.speaker) || '：', '') || t.text, chr(10) || chr(10) ORDER BY t.seq)
    FILTER (t.role = 'answer') AS answers,
  count(*) FILTER (t.role = 'question' AND t.follow_up) AS follow_ups,
  count(*) FILTER (t.role = 'answer') AS answer_count,
  coalesce(sum(t.char_count) FILTER (t.role = 'answer'), 0) AS answer_chars,
  coalesce(sum(t.metric_count) FILTER (t.role = 'answer'), 0) AS figure_count,
  first(t.turn_id ORDER BY t.seq) FILTER (t.role = 'question') AS question_turn_id,
  max(t.loaded_at) AS loaded_at
FROM staged_turns AS t
JOIN staged_briefings AS b USING (briefing_id)
WHERE t.exchange IS NOT NULL AND t.briefing_id IN (SELECT unnest($ids))
GROUP BY t.briefing_id, t.exchange, b.held_on, b.site, b.title, b.url
ORDER BY t.briefing_id, t.exchange;
