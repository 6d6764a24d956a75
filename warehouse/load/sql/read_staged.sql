-- Some parsed pages of staged files; what their rows need besides stands beside them.
CREATE OR REPLACE TEMP TABLE parsed_pages AS
SELECT
  line.known AS known,
  line.page AS page,
  CAST($run_id AS VARCHAR) AS run_id,
  CAST($parser_version AS VARCHAR) AS parser_version,
  CAST($now AS TIMESTAMP) AS now
FROM read_json(
  $files,
  format = 'newline_delimited',
  maximum_object_size = $longest,
  columns = {
    known: 'STRUCT("order" VARCHAR[], url VARCHAR, site VARCHAR, briefing_id VARCHAR, page_sha256 VARCHAR,
      first_seen_at TIMESTAMP, checked_at TIMESTAMP, digest VARCHAR, turns INTEGER, metrics INTEGER)',
    page: 'STRUCT(title VARCHAR, held_on DATE, published_on DATE, source VARCHAR, kind VARCHAR, content_hash VARCHAR,
      warnings VARCHAR[], turns STRUCT(seq INTEGER, exchange INTEGER, role VARCHAR, follow_up BOOLEAN, label VARCHAR,
        outlet VARCHAR, speaker VARCHAR, position VARCHAR, text VARCHAR, metrics STRUCT(text VARCHAR, start INTEGER,
          "end" INTEGER, value DECIMAL(38,6), value_high DECIMAL(38,6), unit VARCHAR, unit_text VARCHAR, kind VARCHAR,
          relation VARCHAR, direction VARCHAR, indicator VARCHAR, period VARCHAR, period_start DATE, period_end DATE,
          period_inferred BOOLEAN, comparison VARCHAR, confidence DECIMAL(3,2), measure VARCHAR, place VARCHAR,
          aspect VARCHAR, status VARCHAR)[], said_at TIMESTAMP)[])'
  }
) AS line
WHERE line.known."order" IN (SELECT unnest(CAST($orders AS VARCHAR[][])));
