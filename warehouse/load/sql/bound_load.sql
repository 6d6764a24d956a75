-- Without a bound DuckDB keeps what it has read of a growing file: a run over 5,000 pages took 1.4 times the memory of one over 1,000.
SET memory_limit = '96MB';
