-- title: Which outlets ask most, by year
-- note: Spellings of one outlet count together; share is in percent of the questions of the year on that site.
SELECT site, year, outlet, type, questions, share
FROM outlet_activity
QUALIFY row_number() OVER (PARTITION BY site, year ORDER BY questions DESC, outlet) <= 5
ORDER BY site, year, questions DESC, outlet;
