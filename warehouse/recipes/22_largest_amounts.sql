-- title: The largest sums of money
-- note: Upper ends of ranges count; look at the sentence before quoting.
SELECT held_on, speaker, indicator, text, greatest(value, coalesce(value_high, value)) AS yuan, sentence
FROM figures
WHERE kind = 'money' AND unit = 'CNY' AND role = 'answer'
ORDER BY yuan DESC;
