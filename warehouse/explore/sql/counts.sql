-- How many pages of a list there are.
SELECT
  (SELECT count(*) FROM briefings) AS conferences,
  (SELECT count(*) FROM speakers) AS officials,
  (SELECT count(DISTINCT canonical) FROM outlets) AS outlets;
