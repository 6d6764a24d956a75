-- Empty copies of the tables, and the names by which the page rules read them.
CREATE OR REPLACE TEMP TABLE staged_briefings AS FROM briefings LIMIT 0;
CREATE OR REPLACE TEMP TABLE staged_turns AS FROM turns LIMIT 0;
CREATE OR REPLACE TEMP TABLE staged_metrics AS FROM metrics LIMIT 0;
CREATE OR REPLACE TEMP VIEW checked_briefings AS FROM staged_briefings;
-- What was stored before, of these and of those with the same text.
CREATE OR REPLACE TEMP VIEW stored_briefings AS FROM known_briefings;
CREATE OR REPLACE TEMP VIEW checked_turns AS FROM staged_turns;
CREATE OR REPLACE TEMP VIEW checked_metrics AS FROM staged_metrics;
