-- The sites of which there are press conferences.
SELECT DISTINCT site FROM briefings
