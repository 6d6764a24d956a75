"""Where a mention stands: the words of its sentence before and after it, which the rules judge."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.words.mention import Mention


@dataclass(slots=True)
class Place:
    """A mention with its span including qualifiers, inside the sentence ``text[low:high]``."""

    text: str
    mention: Mention
    start: int
    end: int
    lead: str | None
    trail: str | None
    low: int
    high: int
    before: str = field(init=False)
    """Up to eight characters of the sentence before the span."""
    after: str = field(init=False)
    """Up to sixteen characters of the sentence after the span."""
    small: bool = field(init=False)
    """A whole count of at most ten."""
    measured: bool = field(init=False)
    """Counted with a measure word, not with a physical unit."""

    def __post_init__(self) -> None:
        text, start, end, unit = self.text, self.start, self.end, self.mention.unit
        self.before = text[max(self.low, start - 8) : start]
        self.after = text[end : min(self.high, end + 16)]
        self.small = self.mention.number.high <= 10 and not self.mention.number.scaled
        self.measured = unit is not None and unit.measure_word
