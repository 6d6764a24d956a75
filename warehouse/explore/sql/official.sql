-- One person, by name or by the address of a name that makes no good file name.
SELECT speaker, positions, aliases, briefings AS conferences, answers, figures, first_seen_on AS first_on,
  last_seen_on AS last_on
FROM speakers
WHERE speaker = $name OR ($digest <> '' AND left(sha256(speaker), 20) = $digest);
