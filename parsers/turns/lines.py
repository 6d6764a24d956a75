"""The records that a body is read into: its lines, and the speeches that they make up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.html.paragraphs import MARGIN, Part
from parsers.once import Once
from parsers.records import Role
from parsers.speakers.labels import Label
from parsers.turns.furniture import Reason


@dataclass(slots=True)  # never changed, and still not frozen: a frozen one takes seven times as long to make
class Line:
    """One paragraph (or one piece of a paragraph that holds several turns)."""

    at: int
    """Its place in the body."""
    text: str
    bold: int = 0
    label: Label | None = None
    """What could be a label; after ``choose_labels``: what is one."""
    left_out: Reason | None = None
    part: Part | None = None
    """What the markup says it is."""
    opens: bool = False
    """Whether a question or an answer begins with it, by the markup."""
    why: tuple[str, ...] = ()
    """The evidence that decided whether the label is one, see ``turns.evidence``."""

    @property
    def speech(self) -> str:
        """The text without the label."""
        return self.text[self.label.end :].strip(MARGIN) if self.label else self.text

    def out(self, reason: Reason) -> Line:
        """The line as one that nobody says."""
        return replace(self, left_out=reason)


@dataclass
class Speech:
    """Lines of one speaker, the first of which carries the label (None: nobody is named)."""

    label: Label | None
    lines: tuple[Line, ...] = ()
    role: Role | None = None
    """Set where the place alone says it: an unlabelled answer under its question."""
    says: str | None = None
    """Who speaks, where the text itself tells (``陆怀谷表示，…``)."""
    named: bool = False
    """Whether an element of its own names who speaks."""
    follows_up: bool = False
    """Whether the place alone makes it a follow-up."""

    def of(self, lines: tuple[Line, ...]) -> Speech:
        """The speech with its lines."""
        return Speech(self.label, lines, self.role, self.says, self.named, self.follows_up)

    @Once
    def text(self) -> str:
        """What becomes ``Turn.text``."""
        return "\n".join(filter(None, [line.speech for line in self.lines]))


def next_line(lines: Sequence[Line], index: int) -> Line | None:
    """The line that the reader sees after the one at ``index``."""
    for at in range(index + 1, len(lines)):
        if not lines[at].left_out:
            return lines[at]
    return None
