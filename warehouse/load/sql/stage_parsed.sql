-- The rows of parsed pages, all of them new briefings, beside what else is staged.
INSERT INTO staged_briefings BY NAME
SELECT
  known.briefing_id,
  known.site,
  known.url,
  page.title,
  page.held_on,
  page.published_on,
  page.source,
  page.kind,
  1 AS revision,
  page.content_hash,
  known.page_sha256,
  parser_version,
  known.first_seen_at,
  now AS changed_at,
  known.checked_at,
  known.turns AS turn_count,
  known.metrics AS metric_count,
  page.warnings,
  known.digest AS derived_hash,
  run_id
FROM parsed_pages;

CREATE OR REPLACE TEMP VIEW parsed_turns AS
SELECT briefing_id, briefing_id || '-t' || turn.seq AS turn_id, turn, loaded_at
FROM (SELECT known.briefing_id AS briefing_id, unnest(page.turns) AS turn, now AS loaded_at FROM parsed_pages);

INSERT INTO staged_turns BY NAME
SELECT
  turn_id,
  briefing_id,
  turn.seq,
  turn.exchange,
  turn.role,
  turn.follow_up,
  turn.label,
  turn.outlet,
  turn.speaker,
  turn.position,
  turn.text,
  length(turn.text) AS char_count,
  len(turn.metrics) AS metric_count,
  loaded_at,
  turn.said_at
FROM parsed_turns;

INSERT INTO staged_metrics BY NAME
SELECT
  turn_id || '-m' || seq AS metric_id,
  turn_id,
  briefing_id,
  seq,
  metric.* EXCLUDE (start, "end"),
  metric.start AS char_start,
  metric."end" AS char_end,
  loaded_at
FROM (
  SELECT
    turn_id, briefing_id, loaded_at,
    unnest(turn.metrics) AS metric,
    generate_subscripts(turn.metrics, 1) AS seq
  FROM parsed_turns
);

DROP VIEW parsed_turns;
DROP TABLE parsed_pages;
