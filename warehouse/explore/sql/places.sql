-- How many turns the file has places for; those of replaced turns are empty.
SELECT max(rowid) + 1 AS places FROM turns;
