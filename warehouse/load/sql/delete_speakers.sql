-- Speakers that are about to be counted again.
DELETE FROM speakers WHERE speaker IN (SELECT unnest($names));
