-- title: One indicator over time
-- note: Every stated value with its period, the day it was said and the sentence.
SELECT as_of, period, value, unit, comparison, direction, held_on, speaker, sentence
FROM indicator_series
WHERE indicator = '城镇新增就业'
ORDER BY as_of, held_on;
