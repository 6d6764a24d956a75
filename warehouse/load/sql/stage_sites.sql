-- An empty copy of sites.
CREATE OR REPLACE TEMP TABLE staged_sites AS FROM sites LIMIT 0;
