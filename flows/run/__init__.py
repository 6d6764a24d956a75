"""A run as plain functions over one open workspace: look, discover, choose, fetch, parse, load, report, publish.

Nothing here imports Prefect. May import every room below.
"""
