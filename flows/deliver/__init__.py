"""Where data goes besides the reader copy: object stores, Parquet by parts, a DuckLake, and word of news to who watches.
Imports no other room of flows."""
