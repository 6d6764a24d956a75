-- What the sites are now; a site was followed since the earliest moment that was ever noted.
UPDATE staged_sites
SET followed_since = least(staged_sites.followed_since, s.followed_since), last_read_at = s.last_read_at
FROM sites AS s
WHERE s.name = staged_sites.name;
DELETE FROM sites WHERE name IN (SELECT name FROM staged_sites);
INSERT INTO sites BY NAME FROM staged_sites ORDER BY name;
