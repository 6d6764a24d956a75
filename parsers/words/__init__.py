"""Words: a text folded, cut into tokens of one class each, and parted into clauses.

    text → fold → cut (words of the segmenter) → tokens (numbers, times and names first) → clauses

``tables``, ``units``, ``lexicon`` and the files in ``data/`` say what is a unit, a measure word, a verb of change; a
word, a unit or an idiom is added by adding a row there.
"""

from parsers.words.clauses import Clause, clauses
from parsers.words.fold import fold
from parsers.words.segment import Word, cut
from parsers.words.tokens import Token, tokens, with_times

__all__ = ["Clause", "Token", "Word", "clauses", "cut", "fold", "tokens", "with_times"]
