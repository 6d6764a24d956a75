-- title: Which outlets ask most, by year
-- note: Spellings of one outlet count together; share is in percent of the year's questions.
SELECT year, outlet, type, questions, share
FROM outlet_activity
QUALIFY row_number() OVER (PARTITION BY year ORDER BY questions DESC, outlet) <= 5
ORDER BY year, questions DESC, outlet;
