"""Whether a sentence goes on with the frame that an earlier one opened, where no row of ``reach`` forbids it: evidence, added up.

No single word tells. 去年 said in passing does not reach the next sentence of a talk (能, 每, 不过), but the statistics that
follow, figure by figure, are of it; `前三季度，` with its comma reaches either. The points are the weights of a logistic
regression over what the annotated transcripts decided, made whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Final

from parsers.times.frames.reach import Case
from parsers.times.frames.roles import Spot

_MOST: Final = 6
"""Figures of a sentence that are counted."""
_EACH: Final = 2
"""Points of a figure."""
_ANY_TIME: Final = frozenset({"habit", "can"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for (points above zero) or against a frame that goes on."""

    name: str
    example: str
    """What is said, with a figure at its end of which the row decides."""
    points: int
    holds: Callable[[Case, Spot, Set[str]], object]
    """Asked of the figure, the frame, and the classes of the cues of the figure's whole sentence."""


# fmt: off
EVIDENCE: Final = (
    Evidence("its frame stands before a comma", "去年，新建公园12座。街道办了3家食堂。", 5, lambda c, f, said: c.text.startswith("，", f.end)),
    Evidence("its frame opens the paragraph", "去年新建公园12座。投入3亿元。", 2, lambda c, f, said: c.layout.paragraph(f.start) == f.low and f.heads),
    Evidence("its frame is 目前", "各位好。目前一共有公园12座。不过食堂只有3家。", 2, lambda c, f, said: f.expression.kind == "deictic"),
    Evidence("its frame is 截至", "各位好。截至5月底投入12亿元。不过食堂只有3家。", 2, lambda c, f, said: f.expression.opener),
    Evidence("its frame is 今年, 去年, 上月", "各位好。去年新建公园12座。街道投入3亿元。", -4, lambda c, f, said: f.expression.kind == "relative" and not f.expression.opener),
    Evidence("a part", "各位好。去年投入12亿元。其中财政3亿元。", 3, lambda c, f, said: c.text.startswith(("其中", "主要"), c.begun)),
    Evidence("a change", "各位好。去年投入12亿元。税收增长3%。", 2, lambda c, f, said: "move" in c.own),
    Evidence("a count", "各位好。2024年投入12亿元。不过只有3家食堂。", -2, lambda c, f, said: c.figure.kind == "count"),
    Evidence("what can be, or is each time", "各位好。2024年投入12亿元。孩子可能要走3公里。", -4, lambda c, f, said: said & _ANY_TIME),
    Evidence("somebody talks on", "各位好。2024年投入12亿元。不过食堂只有3家。", -2, lambda c, f, said: "opening" in said),
)
# fmt: on


def goes_on(case: Case, frame: Spot, figures: int) -> bool:
    """Whether a figure is of a frame of an earlier sentence of its paragraph.

    Args:
        figures: how many stand in the figure's sentence.
    """
    marks = case.cues.marks(case.begun, case.layout.sentence_end(case.start))
    said: set[str] = set().union(*[mark.classes for mark in marks])
    points = _EACH * min(figures, _MOST)
    return points + sum(row.points for row in EVIDENCE if row.holds(case, frame, said)) >= 0
