-- The measures of which there are figures, those with the most first.
SELECT measure, spellings FROM measures ORDER BY figures DESC, measure
