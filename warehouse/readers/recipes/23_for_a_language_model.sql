-- title: Passages with citations for retrieval
-- note: One row per exchange: text to embed and what to cite; `briefings export --format jsonl` writes the same with all turns.
-- values: since=2025-07-01
SELECT briefing_id || '-x' || exchange AS id,
  site,
  concat_ws(chr(10), '问：' || question, answers) AS passage,
  title || '，' || coalesce(CAST(held_on AS VARCHAR), '日期不详') || '，' || url AS citation
FROM qa
WHERE held_on >= DATE '2025-07-01'
ORDER BY held_on, exchange;
