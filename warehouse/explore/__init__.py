"""What the explorer's pages ask of the reader copy: one file kept open while it is current, one .sql file a question."""
