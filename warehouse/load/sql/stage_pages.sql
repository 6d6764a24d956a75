-- An empty copy of pages.
CREATE OR REPLACE TEMP TABLE staged_pages AS FROM pages LIMIT 0;
