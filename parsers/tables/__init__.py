"""Tables in a turn's text: every cell's number with the words of its row and its column.

text → grid (rows and cells with their offsets) → heads (what a head says: unit, time, change, words) → cells (each
number with all that is said of it) → sentences (the same as a sentence, read as any other) → the cell's own characters
"""

from parsers.tables.grid import Table, find_tables, without
from parsers.tables.reading import figures_of

__all__ = ["Table", "figures_of", "find_tables", "without"]
