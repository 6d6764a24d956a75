-- Words in the transcripts. contains() finds any piece of text, so words of two characters need no index and no
-- segmentation. A turn must hold all words, in its text or in the names of who speaks; up to four of them count for the
-- rank: by how often a word comes, with less and less effect, in how short a text; a name counts like a word that comes
-- often. Everything made from the words alone is worked out once where they
-- are a literal; snippets are cut after the ranking, so that a LIMIT cuts that many. Written without WITH, which DuckDB 1.4.0 does
-- not find inside a macro.

-- The nth word; the space of Chinese keyboards (U+3000) parts words too. '' when there are fewer.
CREATE OR REPLACE MACRO search_word(words, n) AS coalesce(regexp_extract_all(words, '[^\s　]+')[n], '');

-- Digits and letters of Chinese keyboards as texts usually have them.
CREATE OR REPLACE MACRO search_half(word) AS translate(
  word,
  '０１２３４５６７８９％．ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
  '0123456789%.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
);

-- The end of a word that is looked for first. contains() stops at every byte like the word's first one, and the characters
-- up to U+6000, a half of any text, share two such bytes: from a later character on the word is found sooner. '' where none is.
CREATE OR REPLACE MACRO search_probe(word) AS
  CASE WHEN list_max(regexp_extract_all(word, '.')) > left(word, 1)
    THEN word[instr(word, list_max(regexp_extract_all(word, '.'))):] ELSE '' END;

CREATE OR REPLACE MACRO search_holds(content, word) AS
  (contains(content, search_probe(word)) AND contains(content, word))
    OR (search_half(word) <> word AND contains(content, search_half(word)));

CREATE OR REPLACE MACRO search_count(content, word) AS
  (strlen(content) - strlen(replace(content, word, ''))) / strlen(word)
    + CASE WHEN search_half(word) = word THEN 0
      ELSE (strlen(content) - strlen(replace(content, search_half(word), ''))) / strlen(search_half(word)) END;

-- A single character is only there or not: how often says nothing about a text, and takes seconds to count in all of them.
CREATE OR REPLACE MACRO search_weight(content, chars, word) AS
  CASE WHEN word = '' THEN 0 WHEN length(word) = 1 THEN 1 ELSE
    2.2 * search_count(content, word) / (search_count(content, word) + 0.3 + 0.9 * chars / 300)
  END;

-- Whether a word is (part of) the name, office or outlet of who speaks.
CREATE OR REPLACE MACRO search_names(label, speaker, outlet, office, word) AS
  coalesce(contains(speaker, word), false) OR coalesce(contains(outlet, word), false)
    OR coalesce(contains(office, word), false) OR coalesce(contains(label, word), false);

-- What no snippet is cut inside of: a number, in digits or characters (2500, 104.6万, 五百), and a word in Latin letters.
CREATE OR REPLACE MACRO search_whole() AS '[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.,%％．〇零一二两三四五六七八九十百千万亿]';

CREATE OR REPLACE MACRO search_between(content, first, last) AS
  CASE WHEN first > 1 THEN '…' ELSE '' END || trim(regexp_replace(content[first : last], '\s+', ' ', 'g'))
    || CASE WHEN length(content) > last THEN '…' ELSE '' END;

CREATE OR REPLACE MACRO search_cut(content, first, longest) AS search_between(
  content,
  first - CASE WHEN regexp_matches(content[first : first], search_whole())
    THEN length(regexp_extract(right(left(content, first - 1), 40), search_whole() || '*$')) ELSE 0 END,
  first + longest - 1 + CASE WHEN regexp_matches(content[first + longest - 1 : first + longest - 1], search_whole())
    THEN length(regexp_extract(content[first + longest : first + longest + 39], '^' || search_whole() || '*')) ELSE 0 END
);

-- What stands around a word, on one line: `before` characters before it, `longest` in all, and up to 40 more on either side to
-- keep a number or word whole. Where text is left out there is an ellipsis.
CREATE OR REPLACE MACRO search_snippet(content, word, before, longest) AS search_cut(
  content, greatest(1, instr(content, word) - before, instr(content, search_half(word)) - before), longest
);

-- place: where the row lies in turns, by which a few texts are read again at once.
CREATE OR REPLACE MACRO search_hits(words) AS TABLE
SELECT
  t.rowid AS place,
  t.turn_id,
  t.briefing_id,
  t.seq,
  t.exchange,
  t.role,
  t.speaker,
  t.outlet,
  coalesce(t.speaker, t.outlet) AS who,
  t.text,
  search_weight(t.text, t.char_count, search_word(words, 1))
    + search_weight(t.text, t.char_count, search_word(words, 2))
    + search_weight(t.text, t.char_count, search_word(words, 3))
    + search_weight(t.text, t.char_count, search_word(words, 4))
    + CASE WHEN search_names(t.label, t.speaker, t.outlet, t.position, search_word(words, 1)) THEN 2 ELSE 0 END AS weight
FROM turns AS t
WHERE search_word(words, 1) <> ''
  AND (
    search_names(t.label, t.speaker, t.outlet, t.position, search_word(words, 1))
    OR search_holds(t.text, search_word(words, 1))
  )
  AND (
    search_word(words, 2) = ''
    OR (
      (
        search_names(t.label, t.speaker, t.outlet, t.position, search_word(words, 2))
        OR search_holds(t.text, search_word(words, 2))
      )
      AND (
        search_names(t.label, t.speaker, t.outlet, t.position, search_word(words, 3))
        OR search_holds(t.text, search_word(words, 3))
      )
      AND (
        search_names(t.label, t.speaker, t.outlet, t.position, search_word(words, 4))
        OR search_holds(t.text, search_word(words, 4))
      )
      AND (
        search_word(words, 5) = ''
        OR list_bool_and(
          list_transform(
            regexp_extract_all(words, '[^\s　]+'),
            lambda word: search_names(t.label, t.speaker, t.outlet, t.position, word)
              OR contains(t.text, word) OR contains(t.text, search_half(word))
          )
        )
      )
    )
  );

CREATE OR REPLACE MACRO search(words) AS TABLE
SELECT
  score,
  held_on,
  title,
  role,
  who,
  search_snippet(text, search_word(words, 1), 30, 90) AS snippet,
  url,
  exchange,
  briefing_id,
  turn_id,
  site,
  speaker,
  outlet,
  seq
FROM (
  SELECT
    round(h.weight + CASE WHEN search_holds(b.title, search_word(words, 1)) THEN 1 ELSE 0 END, 3) AS score,
    b.held_on,
    b.title,
    h.role,
    h.who,
    h.text,
    b.url,
    h.exchange,
    h.briefing_id,
    h.turn_id,
    b.site,
    h.speaker,
    h.outlet,
    h.seq
  FROM search_hits(words) AS h
  LEFT JOIN briefings AS b USING (briefing_id)
  ORDER BY score DESC, b.held_on DESC, h.briefing_id, h.seq
) AS ranked;
