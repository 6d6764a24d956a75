"""What the clauses before that of a figure name."""

from __future__ import annotations

from typing import Final

from parsers.metrics.naming import phrases
from parsers.metrics.naming.phrases import Phrase
from parsers.metrics.naming.views import View
from parsers.metrics.scene import Scene
from parsers.words import Clause

_CLAUSES_BACK: Final = 3
_SPEAKERS: Final = frozenset({"我", "您", "你", "大家"})


def named_before(view: View) -> Phrase | None:
    """What the nearest of the clauses before names, in the same sentence."""
    scene, last = view.scene, view.before.number + 1 if view.before else 0
    for clause in reversed(scene.clauses[max(0, last - _CLAUSES_BACK) : last]):
        if clause.sentence != view.figure.sentence:
            break
        if clause.tokens[0].text in _SPEAKERS or (clause.first and scene.tokens[clause.first - 1].text == "（"):
            continue  # 我理解, （不含农户）
        if found := _named_in(scene, clause):
            return found
    return None


def _named_in(scene: Scene, clause: Clause) -> Phrase | None:
    start, end = clause.first, clause.last
    last = max((i for i in range(start, end) if scene.tokens[i].cls == "quantity"), default=None)
    if last is not None and last + 1 < end and (behind := phrases.subject(scene, last + 1, end)):
        return behind  # 监测到的三千余户监测对象
    return phrases.subject(scene, start, end)
