-- What the pages of the chosen officials read, in tables of the same names: their press conferences with all turns, of which
-- only theirs have a text, and that only its beginning; their figures.
CREATE TEMP TABLE places AS SELECT rowid AS place, briefing_id FROM turns WHERE speaker IN (SELECT name FROM chosen);
CREATE TEMP TABLE briefings AS SELECT * FROM briefings WHERE briefing_id IN (SELECT briefing_id FROM places);
CREATE TEMP TABLE beginnings AS
SELECT turn_id, text[1:160] AS beginning FROM turns WHERE rowid IN (SELECT place FROM places);
CREATE TEMP TABLE exchanges AS
SELECT briefing_id, exchange, outlet, loaded_at FROM exchanges WHERE briefing_id IN (SELECT briefing_id FROM places);
CREATE TEMP TABLE turns AS
SELECT t.* REPLACE (coalesce(s.beginning, '') AS text)
FROM turns AS t
LEFT JOIN beginnings AS s USING (turn_id)
WHERE t.briefing_id IN (SELECT briefing_id FROM places);
CREATE TEMP TABLE metrics AS
SELECT * FROM metrics
WHERE turn_id IN (SELECT turn_id FROM turns WHERE metric_count > 0 AND speaker IN (SELECT name FROM chosen));
