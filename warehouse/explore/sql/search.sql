-- Turns with all of some words, best first, and what they can be narrowed down by; the turns have no facet.
-- Texts are read twice: all of them for the words, then only those of the turns that are shown. What is kept of every hit is
-- little, as a word may be in all turns; among equals the place in the file decides. Unranked, the newest turns come first.
-- A LEFT JOIN, as every turn has its press conference: an inner one would look at the ids of all turns beforehand.
WITH hits AS MATERIALIZED (
  SELECT h.place, h.role, h.speaker, h.outlet, b.site, b.held_on,
    CASE WHEN {ranked} THEN h.weight + CASE WHEN contains(b.title, search_word({words}, 1)) THEN 1 ELSE 0 END END AS score
  FROM search_hits({words}) AS h
  LEFT JOIN briefings AS b USING (briefing_id)
  WHERE ($since IS NULL OR b.held_on >= $since) AND ($until IS NULL OR b.held_on <= $until)
    AND ($speaker IS NULL OR h.speaker = $speaker)
    AND ($outlet IS NULL OR h.outlet IN (SELECT outlet FROM outlets WHERE outlet = $outlet OR canonical = $outlet))
    AND ($role IS NULL OR h.role = $role)
    AND ($sites IS NULL OR list_contains($sites, b.site))
),
best AS MATERIALIZED (
  FROM hits ORDER BY score DESC, held_on DESC, place LIMIT $rows OFFSET $start
),
texts AS (
  SELECT rowid AS place, turn_id, briefing_id, position, search_snippet(text, search_word({words}, 1), 50, 180) AS snippet
  FROM turns
  WHERE rowid IN (SELECT place FROM best)
),
titles AS (SELECT briefing_id, title FROM briefings WHERE briefing_id IN (SELECT briefing_id FROM texts)),
counted AS (
  SELECT 'year' AS facet, CAST(year(held_on) AS VARCHAR) AS value, count(*) AS hits FROM hits GROUP BY ALL
  UNION ALL SELECT 'role', role, count(*) FROM hits GROUP BY ALL
  UNION ALL SELECT 'site', site, count(*) FROM hits GROUP BY ALL
  UNION ALL SELECT 'speaker', speaker, count(*) FROM hits GROUP BY ALL
  UNION ALL
  SELECT 'outlet', coalesce(o.canonical, h.outlet), count(*) FROM hits AS h LEFT JOIN outlets AS o USING (outlet) GROUP BY ALL
  UNION ALL SELECT 'all', 'all', count(*) FROM hits
)
SELECT NULL AS facet, coalesce(b.speaker, b.outlet) AS value, NULL AS hits, round(b.score, 3) AS score, b.held_on, p.title, b.role, b.speaker,
  b.outlet, t.position, b.site, t.briefing_id, t.turn_id, t.snippet,
  b.place
FROM best AS b
JOIN texts AS t USING (place)
JOIN titles AS p ON p.briefing_id = t.briefing_id
UNION ALL BY NAME
SELECT * FROM counted
WHERE value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY facet ORDER BY CASE facet WHEN 'year' THEN value END DESC, hits DESC, value) <= 12
ORDER BY facet NULLS FIRST, score DESC, held_on DESC, place, CASE facet WHEN 'year' THEN value END DESC, hits DESC, value;
