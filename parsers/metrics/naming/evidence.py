"""What speaks for a stretch of words as the name of a figure: evidence, each piece with a name.

In 税收收入986.2亿元，增长3.2% the words before the first figure name both; in 85家定点医疗机构 those behind it; in
其中由市级部门办理的有7项 the whole clause. No single word tells which; so what can be seen of the first and the last word, of
what stands between them and the figure, and of what the figures before are named is a piece of evidence, each has points
(``points``), and they are not argued but fitted, from annotated transcripts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final, Generic, TypeVar

from parsers.metrics.figures import Found
from parsers.metrics.groups import Tie
from parsers.metrics.naming.candidates import Candidates, Phrase
from parsers.metrics.naming.spelled import DOING, FIGURE, JOIN, NAMED, RULING, SHARE, Spelled
from parsers.metrics.scene import Scene
from parsers.words.pieces import Pieces

BEFORE, BEHIND = "before", "behind"
"""The sides of a figure where a name may stand."""

_STEPS: Final = (0, 1, 2, 3, 4, 6, 9, 13, 20, 30)
_ZONES: Final = ("in reach", "1 mark", "2 marks", "3 marks", "4 marks")
_NEAR: Final = 12
_FAR: Final = 25
_FARTHEST: Final = 200
"""An inherited name may stand thousands of words before its figure; so many of them are counted."""
_FIGURES_BACK: Final = 3
_FEW: Final = 3
"""So many words between a figure and its name are evidence as they stand."""


Worth = TypeVar("Worth", int, list[str])


class Evidence(Generic[Worth]):
    """What can be seen in one text of its figures and of the words around them.

    Args:
        worth: what its pieces are worth, for each side: points, or their names for the fit.
        nothing: no points, or no names.
    """

    def __init__(
        self, scene: Scene, figures: Sequence[Found], ties: Sequence[Tie], worth: Mapping[str, Pieces], nothing: Worth
    ) -> None:
        self.figures = figures
        self._scene, self._ties = scene, ties
        self._of = worth
        self._nothing: Worth = nothing
        self._seen = Spelled(scene.tokens, figures)
        self._candidates = Candidates(self._seen)
        self._groups = [self._group(k) for k in range(len(figures))]
        self._asked, self._ends = -1, list[tuple[str, int, int]]()

    def ends(self, k: int) -> list[tuple[str, int, int]]:
        """Where a name of figure ``k`` may end: its side, the token before which no word of it stands, the end."""
        if self._asked != k:
            figure = self.figures[k]
            low, before, behind = self._candidates.ends(figure)
            self._ends = [(BEFORE, low, end) for end in before] + [(BEHIND, figure.last, end) for end in behind]
            self._asked = k
        return self._ends

    def firsts(self, low: int, end: int) -> tuple[int, ...]:
        """Where a name that ends before token ``end`` may begin."""
        return self._candidates.firsts(low, end)

    def text(self, phrase: Phrase) -> str:
        """The characters of a phrase."""
        return self._scene.slice(*phrase)

    def start(self, phrase: Phrase) -> int:
        """Where the characters of a phrase begin."""
        return self._scene.tokens[phrase[0]].start

    def side(self, k: int, phrase: Phrase) -> str:
        """Where a phrase stands."""
        return BEFORE if phrase[1] <= self.figures[k].first else BEHIND

    def of(self, k: int, phrase: Phrase, named: Sequence[Phrase | None]) -> Worth:
        """All that is seen of a phrase as the name of figure ``k``."""
        side, (first, end) = self.side(k, phrase), phrase
        seen: Worth = self.of_last(side, end) + self.of_first(side, first) + self.of_words(side, phrase)
        seen = seen + self.of_reach(k, side, end) + self.of_way(k, side, end)
        if side is BEHIND:
            seen = seen + self.of_step(k, first)
        for back, name in self.earlier(k, named):
            if part := shared(name, phrase):
                seen = seen + self.of_earlier(k, back, part)
        return seen

    def of_nothing(self, k: int) -> Worth:
        """What speaks for no name."""
        worth: Worth = self._of[BEFORE]["nothing for {}"][self.figures[k].kind]
        return worth

    def of_last(self, side: str, end: int) -> Worth:
        """What is seen of the last word and of that behind it."""
        seen, of, text = self._seen, self._of[side], self._seen.texts[end - 1]
        worth: Worth = (
            of["last word {}"][seen.words[end - 1]]
            + of["last letter {}"][text[-1:]]
            + of["last letters {}"][text[-2:]]
            + of["last {} of {} letters"][seen.classes[end - 1]][min(len(text), 3)]
            + of["then word {}"][seen.words[end]]
            + of["then class {}"][seen.parts[end]]
        )
        return worth

    def of_first(self, side: str, first: int) -> Worth:
        """What is seen of the first word and those before it."""
        words, classes, parts, of = self._seen.words, self._seen.classes, self._seen.parts, self._of[side]
        worth: Worth = (
            of["first word {}"][words[first]]
            + of["first class {}"][parts[first]]
            + of["word before {}"][words[first - 1]]
            + of["class before {}"][parts[first - 1]]
            + of["first {} behind {}"][classes[first]][classes[first - 1]]
            + of["ruled by word {}"][words[self._ruler(first)]]
        )
        return worth

    def of_words(self, side: str, phrase: Phrase) -> Worth:
        """What is seen of the words of a name together."""
        of, tokens = self._of[side], self._scene.tokens
        letters = self._seen.letters[phrase[0] : phrase[1]]
        length = tokens[phrase[1] - 1].end - tokens[phrase[0]].start
        worth: Worth = (
            of["words {}"][min(len(letters), 7)]
            + of["letters {}"][bisect_left(_STEPS, length)]
            + of["words like {}"][letters if len(letters) < 5 else "many"]
        )
        return worth

    def of_reach(self, k: int, side: str, end: int) -> Worth:
        """What is quickly seen between a figure and the end of a name: how far, past how many figures, nouns and verbs."""
        if side is BEHIND:
            return self._nothing
        first, of = self.figures[k].first, self._of[BEFORE]
        letters = self._seen.letters[max(end, first - _FARTHEST) : first]
        marks, figures = letters.count(",") + letters.count(";") + letters.count("."), min(letters.count(FIGURE), 3)
        zone = _ZONES[min(marks, 4)] if marks or not figures else "past a figure"
        near = letters[-_FAR:]
        worth: Worth = (
            of["{}: {} nouns, {} verbs"][zone][min(near.count(NAMED), 2)][min(near.count(DOING), 3)]
            + of["past {} figures"][figures]
            + of["{} then word {}"][zone][self._seen.words[first - 1]]
            + of["past a share {}, then word {}"][SHARE in near][self._seen.words[first - 1]]
        )
        return worth

    def of_way(self, k: int, side: str, end: int) -> Worth:
        """What is seen between a figure and the end of a name."""
        of, letter = self._of[side], self._seen.texts[end - 1][-1:]
        worth: Worth = of["what letter {} for {}"][letter][self.figures[k].kind]
        if side is BEHIND:
            return worth
        first, after = self._groups[k]
        worth = worth + self._of_steps(side, end, self.figures[k].first)
        return worth + self._of_turn(k, end) if after - first > 1 else worth

    def _of_steps(self, side: str, low: int, high: int) -> Worth:
        """What is seen of the few words between a figure and its name."""
        of, steps = self._of[side], high - low
        if steps > _FEW:
            return self._nothing
        worth: Worth = (
            of["past classes {}"][" ".join(self._seen.classes[low:high])]
            + of["past words {}"][" ".join(self._seen.words[low:high])]
        )
        return worth

    def _of_turn(self, k: int, end: int) -> Worth:
        """货物和集装箱吞吐量分别增长2.3%、6.9%: whether as many names follow as figures."""
        first, after = self._groups[k]
        start = self.figures[first].first
        if end > start:
            return self._nothing
        way = self._seen.letters[max(end, start - _FARTHEST) : start]
        ahead, left = way.count(JOIN) + way.count(","), after - 1 - k
        worth: Worth = self._of[BEFORE]["its turn by {} {}"][max(-2, min(2, ahead - left))][self._is_apart(end, start)]
        return worth

    def of_step(self, k: int, first: int) -> Worth:
        """What is seen between a figure and the first word of a name behind it."""
        return self._of_steps(BEHIND, self.figures[k].last, first)

    def earlier(self, k: int, named: Sequence[Phrase | None]) -> list[tuple[int, Phrase]]:
        """The figures before whose names may be that of figure ``k`` as well: how many before they stand, and their names; 0: that
        which has its place in the list before (甲5件，乙3件，分别增长2%、1%).
        """
        found: list[tuple[int, Phrase]] = []
        paragraph = self.figures[k].clause.paragraph
        for back in range(1, min(_FIGURES_BACK, k) + 1):
            name = named[k - back]
            if name and self.figures[k - back].clause.paragraph == paragraph and name[1] <= self.figures[k].first:
                found.append((back, name))
        first, after = self._groups[k]
        partner = k - (after - first)
        listed = after - first > 1 and partner >= 0 and self.figures[partner].sentence == self.figures[k].sentence
        if listed and (name := named[partner]) is not None:
            found.append((0, name))
        return found

    def of_earlier(self, k: int, back: int, shared: str) -> Worth:
        """What is seen where a name shares words with that of a figure before."""
        figure, of = self.figures[k], self._of[BEFORE]
        if not back:
            first, after = self._groups[k]
            apart = self._is_apart(self.figures[k - (after - first)].last, self.figures[first].first)
            of_partner: Worth = of["{} of its partner {}"][shared][apart]
            return of_partner
        before = self.figures[k - back]
        other = "" if figure.sentence == before.sentence else " of another sentence"
        what = f"{shared} of figure {back}{other}"
        worth: Worth = (
            of["{}, unit {} {}"][what][before.kind == figure.kind][before.canonical == figure.canonical]
            + of["{}, {} for {} after {}"][what][before.kind][figure.kind][self._seen.words[figure.first - 1]]
        )
        if back > 1:
            return worth
        between = self._seen.letters[before.last : figure.first]
        nouns, verbs = between.count(NAMED), between.count(DOING)
        worth = (
            worth
            + of["{}, change {} for {}"][what]["c" in between][figure.kind]
            + of["{}, {} nouns {} verbs"][what][min(nouns, 2)][min(verbs, 2)]
            + of["{}, word before {}"][what][self._seen.words[figure.first - 1]]
        )
        return worth  # noqa: RET504

    def _group(self, k: int) -> tuple[int, int]:
        """The figures coordinated with one, or in one list, as far as they are near: the first, and that behind the last."""
        ties, first, after = self._ties, k, k + 1
        while first and k - first < _NEAR and (ties[first].joined or ties[first].listed):
            first -= 1
        while after < min(len(ties), k + _NEAR) and (ties[after].joined or ties[after].listed):
            after += 1
        return first, after

    def _is_apart(self, low: int, high: int) -> str:
        """Whether 分别 stands close before a token."""
        return "分别" if "a" in self._seen.letters[max(low, high - _NEAR) : high] else ""

    def _ruler(self, first: int) -> int:
        """The nearest word before that rules what follows (占|全市|总量), or ends its reach; -1: none."""
        letters = self._seen.letters
        for i in range(first - 1, max(-1, first - _NEAR - 1), -1):
            if letters[i] in _ENDING or self._seen.words[i] == "#":
                return i
        return -1


_ENDING: Final = RULING + "t,;."


def shared(name: Phrase, phrase: Phrase) -> str:
    """What a phrase has of a name; empty where they share no word."""
    if name[1] <= phrase[0] or phrase[1] <= name[0]:
        return ""
    if name == phrase:
        return "the same"
    if name[0] <= phrase[0] and phrase[1] <= name[1]:
        return "a part"
    return "more" if phrase[0] <= name[0] and name[1] <= phrase[1] else "some"
