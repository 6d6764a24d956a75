-- Words in the transcripts. contains() finds any piece of text, so words of two characters need no index and no
-- segmentation. A turn must hold all words; up to four of them count for the rank: by how often a word comes,
-- with less and less effect, in how short a text.
CREATE OR REPLACE MACRO search_weight(content, chars, word) AS
  CASE WHEN word = '' THEN 0 ELSE
    2.2 * (chars - length(replace(content, word, ''))) / length(word)
      / ((chars - length(replace(content, word, ''))) / length(word) + 0.3 + 0.9 * chars / 300)
  END;

CREATE OR REPLACE MACRO search(words) AS TABLE
WITH hits AS (
  SELECT
    t.turn_id,
    t.briefing_id,
    t.exchange,
    t.role,
    coalesce(t.speaker, t.outlet) AS who,
    t.text,
    search_weight(t.text, t.char_count, regexp_extract(words, '(\S+)', 1))
      + search_weight(t.text, t.char_count, regexp_extract(words, '\S+\s+(\S+)', 1))
      + search_weight(t.text, t.char_count, regexp_extract(words, '(?:\S+\s+){2}(\S+)', 1))
      + search_weight(t.text, t.char_count, regexp_extract(words, '(?:\S+\s+){3}(\S+)', 1)) AS weight
  FROM turns AS t
  WHERE trim(words) <> ''
    AND contains(t.text, regexp_extract(words, '(\S+)', 1))
    AND contains(t.text, regexp_extract(words, '\S+\s+(\S+)', 1))
    AND contains(t.text, regexp_extract(words, '(?:\S+\s+){2}(\S+)', 1))
    AND contains(t.text, regexp_extract(words, '(?:\S+\s+){3}(\S+)', 1))
    AND (
      regexp_extract(words, '(?:\S+\s+){4}(\S+)', 1) = ''
      OR list_bool_and(list_transform(regexp_extract_all(words, '\S+'), lambda word: contains(t.text, word)))
    )
)
SELECT
  round(h.weight + CASE WHEN contains(b.title, regexp_extract(words, '(\S+)', 1)) THEN 1 ELSE 0 END, 3) AS score,
  b.held_on,
  b.title,
  h.role,
  h.who,
  regexp_replace(
    substring(h.text, greatest(1, instr(h.text, regexp_extract(words, '(\S+)', 1)) - 30), 90), '\s+', ' ', 'g'
  ) AS snippet,
  b.url,
  h.exchange,
  h.briefing_id,
  h.turn_id,
  b.site
FROM hits AS h
JOIN briefings AS b USING (briefing_id)
ORDER BY score DESC, b.held_on DESC, h.turn_id;
