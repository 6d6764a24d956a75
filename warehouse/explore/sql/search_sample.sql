-- How many turns of some pieces of the file hold the words, and how many turns the pieces have.
SELECT (SELECT count(*) FROM search_hits({words}) WHERE {pieces}) AS hits,
  (SELECT count(*) FROM (SELECT rowid AS place FROM turns) WHERE {pieces}) AS turns;
