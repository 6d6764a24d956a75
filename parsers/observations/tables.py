"""Bundled tables of this package."""

from __future__ import annotations

from importlib.resources import files


def read_text(name: str) -> str:
    """A bundled file."""
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


def read_sections(name: str) -> dict[str, tuple[str, ...]]:
    """The words of a bundled table by its ``[section]`` headings, in order."""
    sections: dict[str, tuple[str, ...]] = {}
    heading = ""
    for line in read_text(name).splitlines():
        if line.startswith("["):
            heading = line[1 : line.index("]")]
            sections[heading] = ()
        elif line.strip() and not line.startswith("#"):
            sections[heading] += tuple(line.split())
    return sections
