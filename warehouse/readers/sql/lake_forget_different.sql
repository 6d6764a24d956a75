-- Rows of this database's sites that are not, or no longer, so here.
DELETE FROM {lake}
WHERE list_has_any(string_split(site, '+'), CAST($sites AS VARCHAR[])) AND hash({columns}) NOT IN (SELECT hash({columns}) FROM {view});
