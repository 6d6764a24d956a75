"""Reading the bundled tables: plain text files of words, one package's ``data`` folder each."""

from __future__ import annotations

from importlib.resources import files


def read_lines(name: str, package: str = __package__) -> list[str]:
    """The lines of a package's bundled table that are neither empty nor comments."""
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def read_sections(name: str, package: str = __package__) -> dict[str, tuple[str, ...]]:
    """The words of a bundled table by its ``[section]`` headings, in order: behind the heading, or on lines below it."""
    sections: dict[str, tuple[str, ...]] = {}
    heading = ""
    for line in read_lines(name, package):
        words = line
        if line.startswith("["):
            heading, _, words = line[1:].partition("]")
            words = words.partition(" # ")[0]  # what stands behind it is an example
        sections[heading] = (*sections.get(heading, ()), *words.split())
    return sections
