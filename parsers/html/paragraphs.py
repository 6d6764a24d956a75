"""Marks that stand for the structure of a page in its text."""

from __future__ import annotations

CELL = " | "
"""Between the cells of a table's row."""
