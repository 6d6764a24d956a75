"""The tokens of a text as evidence speaks of them: a figure is ``#`` and a time ``@``, whatever they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.scene import JOINING
from parsers.words import Token
from parsers.words.clauses import SENTENCE_ENDS

MARKS: Final = frozenset("，；：。！？\n（）…")
"""What ends a clause."""
NAMED, DOING, JOIN, FIGURE, OPENING, CLOSING, SHARE, RULING = "n", "v", "j", "#", "(", ")", "s", "vcspxg"
_LETTERS: Final = {
    **dict.fromkeys(("noun", "name", "latin"), NAMED),
    **dict.fromkeys(("act", "verb"), DOING),
    **dict.fromkeys(("copula", "aim", "about", "report", "neg"), "g"),
    "adv": "b",
    "change": "c",
    "compare": "x",
    "prep": "p",
    "share": SHARE,
    "time": "t",
}
_OF_WORDS: Final = {
    **dict.fromkeys("“《", OPENING),
    **dict.fromkeys("”》", CLOSING),
    **dict.fromkeys(JOINING, JOIN),
    "，": ",",
    "的": "d",
    "分别": "a",
}


class Spelled:
    """Word and class of every token. Index -1 is that of nothing, which stands behind the last token of a scene."""

    def __init__(self, tokens: Sequence[Token], figures: Sequence[Found]) -> None:
        self.texts = [token.text for token in tokens]
        self.words = list(self.texts)
        self.classes = [token.cls for token in tokens]
        self.parts = [f"{t.cls} {t.feature or t.tag}" if t.cls in ("noun", "verb", "act") else t.cls for t in tokens]
        """The class, with what the lexicon or the segmenter adds to it."""
        self.figure_at: dict[int, Found] = {}
        """The figure that a token belongs to."""
        letters = [_OF_WORDS.get(token.text) or _LETTERS.get(token.cls, "-") for token in tokens]
        for i, token in enumerate(tokens):
            if token.cls == "time":
                self.words[i] = "@"
            elif token.text in SENTENCE_ENDS:
                self.words[i] = self.classes[i] = self.parts[i] = letters[i] = "."
            elif token.text in MARKS:
                self.classes[i] = self.parts[i] = ","
                letters[i] = "," if token.text == "，" else ";"
        for figure in figures:
            for i in range(figure.first, figure.last):
                self.figure_at[i] = figure
                self.words[i], self.classes[i], self.parts[i] = "#", "figure", f"figure {figure.kind}"
                letters[i] = FIGURE if i == figure.first else "-"
        self.letters = "".join(letters)
        """One letter a token, to count with: what kind of word it is."""
