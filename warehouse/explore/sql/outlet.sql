-- One outlet, by its usual name or by the address of a name that makes no good file name.
SELECT canonical AS outlet, any_value(type) AS type, list_sort(list(outlet)) AS spellings,
  CAST(sum(questions) AS BIGINT) AS questions, min(first_seen_on) AS first_on, max(last_seen_on) AS last_on
FROM outlets
WHERE canonical IN (
  SELECT canonical FROM outlets
  WHERE outlet = $name OR canonical = $name OR ($digest <> '' AND left(sha256(canonical), 20) = $digest)
)
GROUP BY canonical;
