-- A table of the lake that does not exist yet, with the columns of what it is to hold.
CREATE TABLE {lake} AS SELECT * FROM {view} LIMIT 0;
