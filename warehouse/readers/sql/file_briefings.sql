-- What the rows of a briefing are filed under where tables are published in parts. A year that the page does not
-- state stays NULL.
CREATE OR REPLACE TEMP VIEW filed AS
SELECT briefing_id, site, year(coalesce(held_on, published_on)) AS year FROM briefings;
