-- Rows that are new or different.
INSERT INTO {lake} BY NAME
SELECT * FROM {view}
WHERE hash({columns}) NOT IN (
  SELECT hash({columns}) FROM {lake} WHERE list_has_any(string_split(site, '+'), CAST($sites AS VARCHAR[]))
);
