-- title: Where one number comes from
-- note: From the figure (copy its metric_id from a result) back to the archived page, the parser and the run; char_start counts from 0 in turns.text.
-- values: figure=sample-a1e20a00bb8a-t6-m1
SELECT f.site, f.text, f.sentence, f.char_start, f.char_end, f.url,
  'archive/' || left(b.page_sha256, 2) || '/' || b.page_sha256 || '.html.gz' AS archived_page,
  b.revision, b.parser_version, b.run_id
FROM figures AS f
JOIN briefings AS b USING (briefing_id)
WHERE f.metric_id = 'sample-a1e20a00bb8a-t6-m1';
