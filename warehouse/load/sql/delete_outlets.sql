-- Outlets that are about to be counted again.
DELETE FROM outlets WHERE outlet IN (SELECT unnest($names));
