-- The latest press conferences of a page, with what was asked and who answered.
WITH chosen AS (
  SELECT briefing_id, site, held_on, published_on, title, kind, metric_count AS figures, revision, changed_at, url
  FROM briefings
  WHERE ($site IS NULL OR site = $site)
  ORDER BY held_on DESC NULLS LAST, briefing_id
  LIMIT $rows OFFSET $start
),
asked AS (
  SELECT
    briefing_id,
    count(*) FILTER (question_turn_id IS NOT NULL) AS questions,
    list_sort(list_distinct(flatten(list(answerers)))) AS speakers
  FROM exchanges
  WHERE briefing_id IN (SELECT briefing_id FROM chosen)
    AND loaded_at IN (SELECT changed_at FROM chosen)
  GROUP BY briefing_id
)
SELECT briefing_id, site, held_on, published_on, title, kind, coalesce(questions, 0) AS questions, figures,
  coalesce(speakers, []) AS speakers, revision, url
FROM chosen
LEFT JOIN asked USING (briefing_id)
ORDER BY held_on DESC NULLS LAST, briefing_id;
