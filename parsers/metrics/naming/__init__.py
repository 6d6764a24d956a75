"""What every figure measures: the noun phrase before it, behind it, or that of the figure or clause before.

figures and their ties → views → from_words, inherited (earlier clauses), topics → members
"""

from parsers.metrics.figures import Found
from parsers.metrics.groups import Tie
from parsers.metrics.naming.from_words import name_one
from parsers.metrics.naming.members import respectively
from parsers.metrics.naming.views import Named, View
from parsers.metrics.scene import Scene

__all__ = ["Named", "name"]


def name(scene: Scene, figures: list[Found], ties: list[Tie]) -> list[Named]:
    """What every figure measures."""
    named: list[Named] = []
    for i in range(len(figures)):
        named.append(name_one(View(scene, figures, ties, named, i)))
    return respectively(scene, figures, ties, named)
