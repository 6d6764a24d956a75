-- What the pages of the chosen measures read, in tables of the same names: all their figures, the press conferences of these,
-- and the turns of the latest figures, as many as a page shows sentences.
CREATE TEMP TABLE metrics AS SELECT * FROM metrics WHERE measure IN (SELECT name FROM chosen);
CREATE TEMP TABLE briefings AS SELECT * FROM briefings WHERE briefing_id IN (SELECT briefing_id FROM metrics);
CREATE TEMP TABLE shown AS
SELECT m.turn_id
FROM metrics AS m
JOIN briefings AS b USING (briefing_id)
QUALIFY row_number() OVER (PARTITION BY m.measure ORDER BY b.held_on DESC NULLS LAST, m.briefing_id, m.rowid) <= {sentences};
CREATE TEMP TABLE places AS SELECT rowid AS place FROM turns WHERE turn_id IN (SELECT turn_id FROM shown);
CREATE TEMP TABLE turns AS SELECT * FROM turns WHERE rowid IN (SELECT place FROM places);
