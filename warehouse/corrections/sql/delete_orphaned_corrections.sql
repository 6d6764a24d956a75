-- Corrections of briefings that are not stored, before they are noted again.
DELETE FROM corrections WHERE regexp_replace(target, '-t\d+(-m\d+)?$', '') NOT IN (SELECT briefing_id FROM briefings);
