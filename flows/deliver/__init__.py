"""The tables elsewhere: object stores, Parquet by parts, a DuckLake. Imports no other room of flows."""
