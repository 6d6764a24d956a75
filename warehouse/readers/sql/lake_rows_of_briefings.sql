-- The rows of {table} as the lake keeps them: with the site and year of their briefing.
CREATE OR REPLACE TEMP VIEW {view} AS
SELECT f.site, f.year, {columns} FROM {table} AS t JOIN filed AS f USING (briefing_id);
