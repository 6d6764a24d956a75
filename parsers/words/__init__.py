"""Words: a text folded, cut into tokens of one class each, and parted into clauses.

    ``Text`` (folded; words of the segmenter, sentence by sentence) → tokens (numbers, times and names first) → clauses

``tables``, ``units``, ``lexicon`` and the files in ``data/`` say what is a unit, a measure word, a verb of change; a
word, a unit or an idiom is added by adding a row there.
"""

from parsers.words.clauses import Clause, clauses
from parsers.words.fold import fold
from parsers.words.text import Text
from parsers.words.token import Token
from parsers.words.tokens import tokens

__all__ = ["Clause", "Text", "Token", "clauses", "fold", "tokens"]
