-- For the load that does not fit into the bound.
RESET memory_limit;
