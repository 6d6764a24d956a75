-- Quantities of one site that may be one under two names, of which one at least is in no vocabulary: the same value was told
-- of both for the same time and place at two conferences, or one name holds nearly all characters of the other (治理率,
-- 农村生活污水治理率) and their amounts are of one size. On annotated cities more than eight of ten are one (tests/gold/alike.py).
CREATE OR REPLACE VIEW alike AS
WITH told AS (
  SELECT site, measure, unit, place, aspect, comparison, period_start, period_end, value, text, briefing_id
  FROM measured()
),
-- What makes another quantity of a noun must stand in both names: 新增床位 is not 床位.
named AS (
  SELECT
    t.site,
    t.measure,
    t.unit,
    any_value(v.measure) IS NOT NULL AS in_vocabulary,
    count(*) AS figures,
    -- Of two names that is kept which is known, else that of more figures, else the longer.
    (any_value(v.measure) IS NOT NULL, count(*), length(t.measure), t.measure) AS rank,
    list_distinct(string_split(t.measure, '')) AS letters,
    list_sort(regexp_extract_all(t.measure, '新增|新设|新开|其余|[人户日月]均|每|之差|贡献|(?:率|比例|占比)$')) AS apart
  FROM told AS t
  LEFT JOIN vocabulary AS v ON v.measure = t.measure
  GROUP BY t.site, t.measure, t.unit
),
sized AS (
  SELECT n.*, r.place, r.low, r.high
  FROM named AS n
  JOIN (
    SELECT site, measure, unit, place, min(value) AS low, max(value) AS high
    FROM told
    WHERE aspect = 'level' AND value > 0
    GROUP BY site, measure, unit, place
  ) AS r ON r.site = n.site AND r.measure = n.measure AND r.unit IS NOT DISTINCT FROM n.unit
),
near AS (
  SELECT DISTINCT a.site, a.measure, b.measure AS other, a.unit
  FROM sized AS a
  JOIN sized AS b
    ON b.site = a.site AND b.unit IS NOT DISTINCT FROM a.unit AND b.place IS NOT DISTINCT FROM a.place
    AND b.apart = a.apart AND NOT b.in_vocabulary AND a.low <= 2 * b.high AND b.low <= 2 * a.high AND a.rank > b.rank
    AND len(list_intersect(a.letters, b.letters)) >= 0.75 * least(len(a.letters), len(b.letters))
),
-- A value of one or two digits is told of many things.
telling AS (
  SELECT t.*, n.rank, n.apart, n.in_vocabulary
  FROM told AS t
  JOIN named AS n ON n.site = t.site AND n.measure = t.measure AND n.unit IS NOT DISTINCT FROM t.unit
  WHERE t.period_end IS NOT NULL AND t.value <> 0 AND round(10 * abs(t.value) / pow(10, floor(log10(abs(t.value)))), 8) % 1 > 0
),
same AS (
  SELECT a.site, a.measure, b.measure AS other, a.unit, count(DISTINCT a.value) AS same_values, any_value(a.text) AS text
  FROM telling AS a
  JOIN telling AS b
    ON b.site = a.site AND b.unit IS NOT DISTINCT FROM a.unit AND b.place IS NOT DISTINCT FROM a.place
    AND b.apart = a.apart AND b.aspect = a.aspect AND b.value = a.value AND b.period_end = a.period_end
    AND b.period_start IS NOT DISTINCT FROM a.period_start AND b.comparison IS NOT DISTINCT FROM a.comparison
    AND NOT b.in_vocabulary AND a.rank > b.rank AND b.briefing_id <> a.briefing_id
  GROUP BY a.site, a.measure, b.measure, a.unit
),
pairs AS (
  SELECT site, measure, other, unit, max(same_values) AS same_values, max(text) AS text
  FROM (FROM same UNION ALL SELECT *, 0, NULL FROM near)
  GROUP BY site, measure, other, unit
)
SELECT
  p.site,
  p.measure,
  p.other,
  p.unit,
  a.figures,
  b.figures AS other_figures,
  p.same_values,
  p.text,
  len(list_intersect(a.letters, b.letters)) / least(len(a.letters), len(b.letters)) AS shared
FROM pairs AS p
JOIN named AS a ON a.site = p.site AND a.measure = p.measure AND a.unit IS NOT DISTINCT FROM p.unit
JOIN named AS b ON b.site = p.site AND b.measure = p.other AND b.unit IS NOT DISTINCT FROM p.unit;

COMMENT ON VIEW alike IS 'One row per two names that may be those of one quantity; `briefings measures unite` makes them one.';
COMMENT ON COLUMN alike.site IS 'Name of the site definition.';
COMMENT ON COLUMN alike.measure IS 'The name that is known, or has more figures.';
COMMENT ON COLUMN alike.other IS 'The other name, which no vocabulary has.';
COMMENT ON COLUMN alike.unit IS 'Canonical unit of both.';
COMMENT ON COLUMN alike.figures IS 'Figures under the first name in this unit.';
COMMENT ON COLUMN alike.other_figures IS 'Figures under the other.';
COMMENT ON COLUMN alike.same_values IS 'Values told of both, at two conferences, for the same time and place.';
COMMENT ON COLUMN alike.text IS 'One of these values as written.';
COMMENT ON COLUMN alike.shared IS 'Share of the shorter name''s characters that the other has: 1 where it has all.';
