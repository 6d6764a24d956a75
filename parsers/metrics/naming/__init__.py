"""What every figure measures: of the stretches of words around it, the one that most speaks for itself.

figures and their ties → candidates → evidence → points (``data/names.tsv``) → the name on which the likely ones agree
"""

from parsers.metrics.figures import Found
from parsers.metrics.groups import Tie
from parsers.metrics.naming.candidates import Phrase
from parsers.metrics.naming.evidence import Evidence
from parsers.metrics.naming.points import WORTH, Choice
from parsers.metrics.scene import Scene

__all__ = ["Evidence", "Phrase", "name", "place"]


def name(scene: Scene, figures: list[Found], ties: list[Tie]) -> list[Phrase | None]:
    """The words that say what each figure measures, as ranges of tokens; None: nothing says."""
    choice = Choice(Evidence(scene, figures, ties, WORTH, 0))
    named: list[Phrase | None] = []
    for k in range(len(figures)):
        named.append(choice.choose(k, named))
    return named


def place(figure: Found, phrase: Phrase | None) -> str:
    """Where the name of a figure stands, as ``data/decisions.tsv`` has it."""
    if phrase is None:
        return "NONE"
    if phrase[0] >= figure.last:
        return "POST"
    return "PREV" if phrase[0] >= figure.clause.first else "ELL"
