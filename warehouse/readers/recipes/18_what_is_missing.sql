-- title: What is missing
-- note: What the parsers did not find, and pages that are not in the data; each row is a number to look into.
SELECT 'figures without a unit' AS what, count(*) AS rows FROM metrics WHERE unit IS NULL
UNION ALL SELECT 'figures without an indicator', count(*) FROM metrics WHERE indicator IS NULL
UNION ALL SELECT 'answers without a speaker', count(*) FROM turns WHERE role = 'answer' AND speaker IS NULL
UNION ALL SELECT 'questions without an outlet', count(*) FROM exchanges WHERE outlet IS NULL
UNION ALL SELECT 'transcripts without a date', count(*) FROM briefings WHERE held_on IS NULL
UNION ALL SELECT 'pages set aside', count(*) FROM quarantine WHERE resolved_at IS NULL
UNION ALL SELECT 'pages blocked or gone', count(*) FROM pages WHERE state IN ('blocked', 'gone', 'soft_404');
