"""Prefect flows, the polite HTTP client, the page archive, settings and the command line."""
