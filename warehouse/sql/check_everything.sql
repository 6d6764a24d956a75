-- The names by which the page rules read, for the whole warehouse.
CREATE OR REPLACE TEMP VIEW checked_briefings AS FROM briefings;
CREATE OR REPLACE TEMP VIEW checked_turns AS FROM turns;
CREATE OR REPLACE TEMP VIEW checked_metrics AS FROM metrics;
