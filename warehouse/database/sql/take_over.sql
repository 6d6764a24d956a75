-- What set_aside.sql set aside, in the tables as they are now. Figures that had no measure have one when their pages are
-- read again; of the sites, the next run of each says the rest.
INSERT INTO metrics BY NAME
SELECT
  * EXCLUDE (target) REPLACE (
    coalesce(period_inferred, false) AS period_inferred,
    coalesce(
      aspect,
      CASE
        WHEN kind = 'percentage_point' THEN 'change'
        WHEN kind IN ('percent', 'multiple') AND direction IS NOT NULL THEN 'growth'
        ELSE 'level'
      END
    ) AS aspect,
    coalesce(status, CASE target WHEN 'target' THEN 'plan' ELSE 'result' END) AS status
  )
FROM metrics_before
ORDER BY rowid;
DROP TABLE metrics_before;

INSERT INTO exchanges BY NAME
SELECT
  e.briefing_id,
  e.exchange,
  b.held_on,
  b.site,
  b.title,
  b.url,
  coalesce(o.canonical, e.outlet) AS outlet,
  e.answerers,
  coalesce(e.question, t.question) AS question,
  coalesce(e.answers, t.answers) AS answers,
  e.follow_ups,
  e.answer_count,
  e.answer_chars,
  e.figure_count,
  e.question_turn_id,
  e.loaded_at,
  coalesce(e.outlet_as_written, e.outlet) AS outlet_as_written
FROM exchanges_before AS e
JOIN briefings AS b USING (briefing_id)
LEFT JOIN outlets AS o ON o.outlet = coalesce(e.outlet_as_written, e.outlet)
LEFT JOIN (
  SELECT
    briefing_id,
    exchange,
    string_agg(text, chr(10) ORDER BY seq) FILTER (role = 'question') AS question,
    string_agg(coalesce(coalesce(label, speaker) || '：', '') || text, chr(10) || chr(10) ORDER BY seq)
      FILTER (role = 'answer') AS answers
  FROM turns
  WHERE exchange IS NOT NULL
  GROUP BY briefing_id, exchange
) AS t USING (briefing_id, exchange)
ORDER BY e.rowid;
DROP TABLE exchanges_before;

INSERT INTO sites BY NAME
SELECT site AS name, min(first_seen_at) AS followed_since
FROM (SELECT site, first_seen_at FROM briefings UNION ALL SELECT site, first_seen_at FROM pages)
GROUP BY site;

DROP VIEW IF EXISTS indicator_series;
DELETE FROM schema_objects WHERE name = '40_indicator_series';
