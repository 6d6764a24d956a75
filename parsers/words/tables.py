"""Reading the bundled tables: plain text files of words, one package's ``data`` folder each."""

from __future__ import annotations

from importlib.resources import files


def read_lines(name: str, package: str = __package__) -> list[str]:
    """The lines of a package's bundled table that are neither empty nor comments."""
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def read_sections(name: str, package: str = __package__) -> dict[str, tuple[str, ...]]:
    """The words of a bundled table by its ``[section]`` headings, in order."""
    sections: dict[str, tuple[str, ...]] = {}
    heading = ""
    for line in read_lines(name, package):
        if line.startswith("["):
            heading = line[1 : line.index("]")]
            sections.setdefault(heading, ())
        else:
            sections[heading] += tuple(line.split())
    return sections
