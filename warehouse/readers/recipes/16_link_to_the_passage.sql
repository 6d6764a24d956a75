-- title: Find a quotation and link to its very passage
-- note: Browsers jump to the text after #:~:text=; the archived copy stays when the page is gone.
-- values: words=固定资产投资
SELECT b.site, b.held_on, t.speaker, b.url || '#:~:text=' || url_encode('固定资产投资') AS link, b.page_sha256 AS archived_copy
FROM turns AS t
JOIN briefings AS b USING (briefing_id)
WHERE search_holds(t.text, '固定资产投资')
ORDER BY b.held_on DESC;
