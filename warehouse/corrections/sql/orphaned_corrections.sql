-- Corrections of briefings that are not stored.
SELECT target, field, value, expected, reason, file
FROM corrections
WHERE regexp_replace(target, '-t\d+(-m\d+)?$', '') NOT IN (SELECT briefing_id FROM briefings);
