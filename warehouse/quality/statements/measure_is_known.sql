-- title: measures outside the vocabulary, the most frequent first
-- severity: warning
-- scope: warehouse
-- tolerance: 100% of metrics
-- action: a work list, never a failure: `briefings measures alike` shows which may be another's, measures.tsv takes those that come often
SELECT NULL AS briefing_id, measure AS id, figures || ' figures' AS detail
FROM measures
WHERE NOT in_vocabulary
ORDER BY figures DESC, measure;
