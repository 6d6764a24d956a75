-- title: Growth rates of one indicator
-- note: Falls are negative in signed_value.
SELECT as_of, period, signed_value, unit, comparison, speaker, sentence
FROM indicator_series
WHERE indicator = '社会消费品零售总额' AND unit = '%'
ORDER BY as_of;
