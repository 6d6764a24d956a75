-- What became of the corrections of some briefings, before they are applied again.
DELETE FROM corrections WHERE regexp_replace(target, '-t\d+(-m\d+)?$', '') IN (SELECT unnest($ids));
