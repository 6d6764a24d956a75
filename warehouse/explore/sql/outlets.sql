-- News outlets, spellings counted together, those with most questions first.
SELECT canonical AS outlet, any_value(type) AS type, list_sort(list(outlet)) AS spellings,
  CAST(sum(questions) AS BIGINT) AS questions, min(first_seen_on) AS first_on, max(last_seen_on) AS last_on
FROM outlets
GROUP BY canonical
ORDER BY questions DESC, canonical
LIMIT $rows OFFSET $start;
