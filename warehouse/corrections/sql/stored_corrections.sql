-- What became of each correction when its briefing was last derived.
SELECT target, field, value, expected, found, status, reason, file, checked_at FROM corrections ORDER BY file, target, field;
