"""Time frames: which expression governs a figure is decided by what it is and where it stands.

layout (clauses, sentences, paragraphs) and cues (the words that say which time is meant: ``when`` in the lexicon)
→ roles (a table: what each expression does) → contexts (what it is counted from)
→ evidence (what can be seen of a figure, of an expression, between them) → points (a table, fitted: ``data/evidence.tsv``)
→ governing; carrying (what an earlier paragraph opened), listing (times shared out among figures)
"""

from parsers.times.frames.cited import Cited, Governed, Told
from parsers.times.frames.evidence import Evidence
from parsers.times.frames.governing import Frames

__all__ = ["Cited", "Evidence", "Frames", "Governed", "Told"]
