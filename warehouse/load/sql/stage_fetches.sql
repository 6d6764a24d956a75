-- An empty copy of fetches.
CREATE OR REPLACE TEMP TABLE staged_fetches AS FROM fetches LIMIT 0;
