-- Corrections that changed nothing when they were last tried.
SELECT target, field, expected, found, status, file FROM corrections WHERE status <> 'applied' ORDER BY file, target, field;
