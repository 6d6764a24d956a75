-- Turns with all of some words, best first: the macro's own order, so that it ranks no more than are asked for.
SELECT score, held_on, title, role, who, snippet, url, exchange, briefing_id, turn_id, site
FROM search({words})
WHERE ($since IS NULL OR held_on >= $since) AND ($until IS NULL OR held_on <= $until)
  AND ($speaker IS NULL OR speaker = $speaker)
  AND ($outlet IS NULL OR outlet IN (SELECT outlet FROM outlets WHERE outlet = $outlet OR canonical = $outlet))
  AND ($role IS NULL OR role = $role)
  AND ($sites IS NULL OR list_contains($sites, site))
ORDER BY score DESC, held_on DESC, briefing_id, seq
LIMIT $rows;
