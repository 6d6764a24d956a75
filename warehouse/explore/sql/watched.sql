-- Turns of new and edited press conferences that may be news to somebody: of some runs, or of all; the latest first.
-- The words are looked for in SQL, everything else is few enough for Python.
SELECT r.briefing_id, r.revision, r.seen_at, r.diff,
  (SELECT string_agg(l.diff, chr(10)) FROM revisions AS l WHERE l.briefing_id = r.briefing_id AND l.revision > r.revision) AS later,
  b.title, b.held_on, b.site, t.turn_id, t.seq, t.role, t.speaker, t.outlet,
  t.position, t.label, t.text,
  coalesce((SELECT list({{'id': m.metric_id, 'measure': m.measure, 'text': m.text, 'start': m.char_start, 'end': m.char_end}}
      ORDER BY m.char_start)
    FROM metrics AS m
    WHERE m.turn_id = t.turn_id AND m.measure = $measure), []) AS figures
FROM (
  SELECT briefing_id, revision, seen_at, diff
  FROM revisions
  WHERE ($runs IS NULL OR list_contains($runs, run_id))
  ORDER BY seen_at DESC, briefing_id, revision
  LIMIT $revisions
) AS r
JOIN briefings AS b USING (briefing_id)
JOIN turns AS t USING (briefing_id)
LEFT JOIN outlets AS o USING (outlet)
WHERE ($site IS NULL OR b.site = $site)
  AND ($speaker IS NULL OR t.speaker = $speaker)
  AND ($outlet IS NULL OR t.outlet = $outlet OR o.canonical = $outlet)
  AND ($measure IS NULL OR t.turn_id IN (SELECT turn_id FROM metrics WHERE measure = $measure))
  AND ($words IS NULL OR t.turn_id IN (SELECT turn_id FROM search_hits({words})))
ORDER BY r.seen_at DESC, b.held_on DESC NULLS LAST, r.briefing_id, r.revision, t.seq;
