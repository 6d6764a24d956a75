-- Without a bound DuckDB keeps what it has read of a growing file: a run over 5,000 pages took 1.4 times the memory of one over 1,000.
SET memory_limit = '128MB';
-- Each thread reads a staged file of its own: eight of them took more than the bound.
SET threads = 1;
-- Above this a commit goes into the file at once, instead of into the log first and into the file when that is closed.
SET checkpoint_threshold = '1MB';
