-- Figures that can be compared: what, where, level or growth or share, plan or result, when, how much.

-- How finely a figure is stated: 8426.3亿 to a tenth of 亿. Written in Chinese numerals: to its last digit that is none.
-- The unit is looked for once and then found in a list: WHEN by WHEN it would be looked for nine times.
CREATE OR REPLACE MACRO stated_step(text, value) AS CASE
  WHEN regexp_matches(text, '[0-9]') THEN
    coalesce(
      [1e12, 1e8, 1e7, 1e6, 1e4, 1e3, 1e2][list_position(
        ['万亿', '亿', '千万', '百万', '万', '千', '百'],
        regexp_extract(text, '[0-9.]+(?:余|多|来|几)?个?(万亿|亿|万|千万|百万|千|百)', 1)
      )],
      1
    ) / pow(10, length(regexp_extract(text, '[0-9]\.([0-9]+)', 1)))
  WHEN value = 0 THEN 1
  ELSE pow(10, length(regexp_extract(CAST(CAST(abs(value) AS HUGEINT) AS VARCHAR), '(0*)$', 1)))
END;

-- A statement with how finely it is stated, and how much it may leave out of what it is short for: 9000亿元 less than a thousand
-- of 亿 (9812.4亿元，迈上9000亿元台阶). Never a tenth of itself, the most that is cut off behind two digits: 3% is not short
-- for 3.9%, nor 100亿元 for 199.5亿元.
CREATE OR REPLACE MACRO rounding(said, step) AS struct_insert(
  said,
  step := step,
  cut := least(
    abs(said.value) / 10,
    step * CASE WHEN contains(said.text, '.') THEN 1
      ELSE pow(10, length(regexp_extract(CAST(CAST(abs(said.value) / step AS HUGEINT) AS VARCHAR), '[1-9](0*)$', 1))) END
  )
);

-- Whether one of two such statements is short for the other, finer one: rounded to it, or cut off towards nothing.
CREATE OR REPLACE MACRO short_for(coarse, fine) AS fine.step < coarse.step AND (
  abs(fine.value - coarse.value) <= greatest(coarse.step, coarse.cut) / 2
  OR (sign(coarse.value) * (fine.value - coarse.value) >= 0 AND sign(coarse.value) * (fine.value - coarse.value) < coarse.cut)
);

-- Of statements of one observation the values that differ, each as it was said last; none that is short for a finer one:
-- where one is left, all agree. A list in a list: what is made of each statement is made once.
CREATE OR REPLACE MACRO different(statements) AS CASE WHEN len(statements) = 1 THEN statements ELSE list_transform(
  [list_transform(statements, lambda s: rounding(s, stated_step(s.text, s.value)))],
  lambda every: list_filter(
    statements,
    lambda s, n: len(list_filter(
      every,
      lambda f: (f.value = s.value AND f.line > s.line) OR (f.value <> s.value AND short_for(every[n], f))
    )) = 0
  )
)[1] END;

-- What a change is measured against, under one name.
CREATE OR REPLACE MACRO compared_with(comparison) AS CASE
  WHEN comparison IS NULL THEN NULL
  WHEN regexp_matches(comparison, '同比|同期|可比|同口径|^[比较]?(?:上年|去年)$') THEN '同比'
  WHEN regexp_matches(comparison, '环比|上月$|上季度$|上周$') THEN '环比'
  WHEN regexp_matches(comparison, '上年末|去年末|去年底|年初') THEN '比上年末'
  ELSE comparison
END;

-- Which way the quantity went: 降幅收窄0.2个百分点 adds to its growth.
CREATE OR REPLACE MACRO way(direction, aspect, indicator) AS CASE
  WHEN aspect = 'change' AND right(indicator, 2) IN ('降幅', '跌幅', '减幅')
    THEN CASE direction WHEN 'up' THEN 'down' WHEN 'down' THEN 'up' END
  WHEN aspect IN ('growth', 'change') THEN direction
END;

-- A fall is below nothing: 下降3%至5% reaches from -5 to -3.
CREATE OR REPLACE MACRO falls(direction, aspect, indicator) AS way(direction, aspect, indicator) = 'down';

CREATE OR REPLACE MACRO span_of(first_day, last_day) AS CASE
  WHEN last_day IS NULL OR first_day IS NULL THEN NULL
  WHEN first_day = last_day THEN 'day'
  WHEN year(first_day) <> year(last_day) THEN 'years'
  WHEN day(first_day) <> 1 OR last_day <> last_day(last_day) THEN 'other'
  WHEN month(first_day) = 1 AND month(last_day) = 12 THEN 'year'
  WHEN month(first_day) = 1 THEN 'year to date'
  WHEN month(first_day) = month(last_day) THEN 'month'
  WHEN month(first_day) % 3 = 1 AND month(last_day) = month(first_day) + 2 THEN 'quarter'
  ELSE 'other'
END;

-- What a quantity's unit is short for where its denominator is left out: PM2.5 32微克. Of concentrations alone, and where there
-- is one such unit: 36万吨 of a capacity may be those of a year as well as of a day.
CREATE OR REPLACE MACRO whole_units() AS TABLE
SELECT measure, split_part(whole, '/', 1) AS unit, any_value(whole) AS whole
FROM (SELECT measure, unnest(units) AS whole FROM vocabulary)
WHERE regexp_matches(whole, '^[nµm]?g/(m3|L)$')
GROUP BY ALL
HAVING count(DISTINCT whole) = 1;

-- Every figure that measures something, without its speaker: what needs none (series, restated, kept) need not read turns.
-- Nor for the order of a page, in which its rows are written, all of them anew with every edit: line is where a row lies. Of
-- two pages of one day that makes the later one which was written later. Ids tell no order: …-t10 comes before …-t9 as text,
-- and a turn that was added in front has the last number.
CREATE OR REPLACE MACRO measured() AS TABLE
SELECT
  b.site,
  m.measure,
  m.place,
  m.aspect,
  m.status,
  CASE
    WHEN m.aspect = 'growth' AND m.comparison IS NULL
      AND span_of(m.period_start, m.period_end) IN ('year', 'year to date', 'quarter', 'month') THEN '同比'
    WHEN m.aspect IN ('growth', 'change') THEN compared_with(m.comparison)
  END AS comparison,
  m.period_start,
  m.period_end,
  span_of(m.period_start, m.period_end) AS span,
  m.period_inferred,
  CASE WHEN falls(m.direction, m.aspect, m.indicator) THEN -coalesce(m.value_high, m.value) ELSE m.value END AS value,
  CASE WHEN m.value_high IS NULL THEN NULL WHEN falls(m.direction, m.aspect, m.indicator) THEN -m.value ELSE m.value_high END AS value_high,
  coalesce(u.whole, m.unit) AS unit,
  m.relation,
  m.text,
  b.held_on,
  m.metric_id,
  m.turn_id,
  m.briefing_id,
  m.char_start,
  m.rowid AS line,
  b.url || '#:~:text=' || url_encode(m.text) AS link
FROM metrics AS m
JOIN briefings AS b ON b.briefing_id = m.briefing_id
LEFT JOIN whole_units() AS u ON u.measure = m.measure AND u.unit = m.unit
WHERE m.measure IS NOT NULL;

CREATE OR REPLACE VIEW observations AS
SELECT
  m.site,
  m.measure,
  m.place,
  m.aspect,
  m.status,
  m.comparison,
  m.period_start,
  m.period_end,
  m.span,
  m.period_inferred,
  m.value,
  m.value_high,
  m.unit,
  m.relation,
  m.text,
  m.held_on,
  t.speaker,
  t.position,
  m.metric_id,
  m.turn_id,
  m.briefing_id,
  m.char_start,
  t.seq AS turn_seq,
  m.link
FROM measured() AS m
JOIN turns AS t USING (turn_id);

COMMENT ON VIEW observations IS 'One row per figure that has a measure, in the form in which figures are compared.';
COMMENT ON COLUMN observations.site IS 'Name of the site definition.';
COMMENT ON COLUMN observations.measure IS 'The quantity under its usual name.';
COMMENT ON COLUMN observations.place IS 'The area or body; NULL: the site''s own whole area.';
COMMENT ON COLUMN observations.aspect IS 'level, change (absolute), growth (relative), share or progress (of a plan).';
COMMENT ON COLUMN observations.status IS 'result, plan or rule.';
COMMENT ON COLUMN observations.comparison IS 'What a change or growth is measured against: 同比, 环比, 比上年末 …; a growth over a period that names nothing is 同比.';
COMMENT ON COLUMN observations.period_start IS 'First day of the time it is about; NULL when not stated.';
COMMENT ON COLUMN observations.period_end IS 'Last day of it; a stock has one day.';
COMMENT ON COLUMN observations.span IS 'day, month, quarter, year to date, year, years or other; NULL without dates.';
COMMENT ON COLUMN observations.period_inferred IS 'Whether the dates are those of a frame that an earlier paragraph opened.';
COMMENT ON COLUMN observations.value IS 'The number in units of unit, negative for a fall, in whatever words (下降3%, 降幅3%); the lower end of a range.';
COMMENT ON COLUMN observations.value_high IS 'Upper end of a range; NULL otherwise.';
COMMENT ON COLUMN observations.unit IS 'Canonical unit; that of the vocabulary where its denominator was left out (PM2.5 32微克: µg/m3).';
COMMENT ON COLUMN observations.relation IS 'eq, approx, gt, ge, lt, le, near or range, of the number as it was said: 下降超过3% is -3 and gt.';
COMMENT ON COLUMN observations.text IS 'The figure as written.';
COMMENT ON COLUMN observations.held_on IS 'Day it was said.';
COMMENT ON COLUMN observations.speaker IS 'Who said it.';
COMMENT ON COLUMN observations.position IS 'The speaker''s office.';
COMMENT ON COLUMN observations.metric_id IS '→ metrics.metric_id.';
COMMENT ON COLUMN observations.turn_id IS '→ turns.turn_id.';
COMMENT ON COLUMN observations.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN observations.char_start IS 'First character in turns.text, counted from 0.';
COMMENT ON COLUMN observations.turn_seq IS 'Position of the turn in the transcript: with char_start, the order of the page.';
COMMENT ON COLUMN observations.link IS 'Address of the transcript that jumps to the figure.';
