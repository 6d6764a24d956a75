-- title: What is missing
-- note: What the parsers did not find, and pages that are not in the data, by site; each row is a number to look into.
WITH missing AS (
  SELECT site, 'figures without a unit' AS what FROM figures WHERE unit IS NULL
  UNION ALL SELECT site, 'figures without an indicator' FROM figures WHERE indicator IS NULL
  UNION ALL SELECT b.site, 'answers without a speaker' FROM turns AS t JOIN briefings AS b USING (briefing_id)
    WHERE t.role = 'answer' AND t.speaker IS NULL
  UNION ALL SELECT site, 'questions without an outlet' FROM exchanges WHERE outlet IS NULL
  UNION ALL SELECT site, 'transcripts without a date' FROM briefings WHERE held_on IS NULL
  UNION ALL SELECT p.site, 'pages set aside' FROM quarantine AS q JOIN pages AS p USING (url) WHERE q.resolved_at IS NULL
  UNION ALL SELECT site, 'pages blocked or gone' FROM pages WHERE state IN ('blocked', 'gone', 'soft_404')
)
SELECT site, what, count(*) AS rows
FROM missing
GROUP BY site, what
ORDER BY site, rows DESC, what;
