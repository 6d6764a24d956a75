"""The documents of docs/, as they are installed: in the wheel they lie beside this module, in a clone where they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from parsers.errors import UsageError

INSTALLED = Path(__file__).parent / "docs"
CLONED = Path(__file__).parents[1] / "docs"


@dataclass(frozen=True)
class DocsPage:
    """One page."""

    path: Path

    @property
    def name(self) -> str:
        """Of its file: ``operations``."""
        return self.path.stem

    @cached_property
    def text(self) -> str:
        """Markdown."""
        return self.path.read_text("utf-8")

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.headings[0] if self.headings else self.name

    @property
    def headings(self) -> list[str]:
        """All its headings."""
        return [heading for _, heading, _ in self._sections()]

    def section(self, heading: str) -> str | None:
        """What stands under a heading, with the deeper ones; None when there is none of this text, in any case."""
        found = self._sections()
        for place, (level, own, _) in enumerate(found):
            if own.casefold() == heading.strip().casefold():
                end = next((n for n in range(place + 1, len(found)) if found[n][0] <= level), len(found))
                return "".join(text for _, _, text in found[place:end])
        return None

    def _sections(self) -> list[tuple[int, str, str]]:
        """(level, heading, text with the heading), in order; a # in a block of code is no heading."""
        sections: list[tuple[int, str, str]] = []
        coded = False
        for line in self.text.splitlines(keepends=True):
            coded ^= line.startswith("```")
            head = None if coded else re.match(r"(#+) (.+?)\s*$", line)
            if head:
                sections.append((len(head[1]), head[2], line))
            elif sections:
                level, heading, text = sections[-1]
                sections[-1] = (level, heading, text + line)
        return sections


def documents() -> list[DocsPage]:
    """All of them, by name."""
    folder = INSTALLED if INSTALLED.is_dir() else CLONED
    return [DocsPage(path) for path in sorted(folder.glob("*.md"))]


def document(name: str) -> DocsPage:
    """The document of this name; ``docs/operations.md`` and ``operations.md`` are understood too.

    Raises:
        UsageError: there is none.
    """
    wanted = name.removeprefix("docs/").removesuffix(".md")
    for each in documents():
        if each.name == wanted:
            return each
    raise UsageError(f"There is no document {name}: there are {', '.join(each.name for each in documents())}.")
