"""A short CSS selector for an element of a page: an id, a class, or a way down from an element that has one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag

_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
# Numbers of articles, and classes that say how a thing looks and not what it is.
_PASSING = re.compile(
    r"\d{4}|^(?:clear|clearfix|cf|fl|fr|l|r|left|right|active|on|cur|current|first|last|odd|even|hide|show|mt\d*|mb\d*|pt\d*|pb\d*|w\d+|h\d+)$"
)
_HIGHEST = 6


def marks_of(tag: Tag) -> Iterator[str]:
    """``#id`` and ``.class`` of an element, those that a page of the same kind will have as well."""
    name = tag.get("id")
    if isinstance(name, str) and _lasting(name):
        yield f"#{name}"
    classes = tag.get("class")
    for one in classes.split() if isinstance(classes, str) else ():
        if _lasting(one):
            yield f".{one}"


def _lasting(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and not _PASSING.search(name)


def selector_of(tag: Tag, page: Tag) -> str | None:
    """A selector whose first match on the page is this element; None where nothing around it has a name."""
    for mark in marks_of(tag):
        if page.select_one(mark) is tag:
            return mark
    for mark in marks_of(tag):
        if page.select_one(f"{tag.name}{mark}") is tag:
            return f"{tag.name}{mark}"
    for holder, mark in _named_above(tag):
        for tried in (f"{mark} {tag.name}", f"{mark} > {tag.name}", *(f"{mark} {own}" for own in marks_of(tag))):
            if page.select_one(tried) is tag:
                return tried
        same = [each for each in holder.find_all(tag.name) if each.parent is tag.parent]
        number = next(at for at, each in enumerate(same, 1) if each is tag) if any(e is tag for e in same) else 0
        nth = f"{mark} > {tag.name}:nth-of-type({number})"
        if number and page.select_one(nth) is tag:
            return nth
    plain = page.select(tag.name)
    return tag.name if len(plain) == 1 else None


def selector_of_all(tags: Sequence[Tag], page: Tag) -> str:
    """A selector that matches these elements and as few others as can be."""
    name = tags[0].name
    wanted = {id(tag) for tag in tags}
    tried = [f"{mark}" for mark in marks_of(tags[0])] + [f"{name}{mark}" for mark in marks_of(tags[0])]
    for holder, mark in _named_above(tags[0]):
        parent = tags[0].parent
        via = f"{mark} > {name}" if parent is holder else f"{mark} {parent.name if parent else ''} > {name}"
        tried += [f"{mark} {name}", via, *(f"{mark} {own}" for own in marks_of(tags[0]))]
    tried.append(name)

    def fault(selector: str) -> tuple[int, int]:
        found = {id(tag) for tag in page.select(selector)}
        return len(wanted - found) + len(found - wanted), len(selector)

    return min(dict.fromkeys(tried), key=fault)


def _named_above(tag: Tag) -> Iterator[tuple[Tag, str]]:
    for holder in list(tag.parents)[:_HIGHEST]:
        for mark in marks_of(holder):
            yield holder, mark
