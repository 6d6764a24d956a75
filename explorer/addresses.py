"""Addresses: permanent, made of our ids and names, good as file names, and never a way out of their folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

START = "index"
_PLAIN = re.compile(r"[\w·（）《》-]{1,60}")
"""Names that are their own address: 岑晚舟, 澜海日报, GDP. No dot, slash or blank, nothing that acts in a shell or URL."""
_DIGEST = re.compile(r"~([0-9a-f]{20})")


def slug(name: str) -> str:
    """The last part of a name's address: the name itself, or where that will not do ``~`` and a piece of its SHA-256."""
    if _PLAIN.fullmatch(name) and name != START:
        return name
    return "~" + hashlib.sha256(name.encode()).hexdigest()[:20]


def named(part: str) -> dict[str, str]:
    """What a query needs to find the name that ``slug`` made a part of: the name, or the piece of its digest."""
    hashed = _DIGEST.fullmatch(part)
    return {"name": part, "digest": hashed[1] if hashed else ""}


def conference(some_id: str) -> str:
    """The address of a briefing, turn or figure, by its id alone: ``briefings/<briefing_id>#t3-m1``."""
    hit = re.fullmatch(r"(?P<briefing>.+?-[0-9a-f]{12})(?:-(?P<inside>t\d+(?:-m\d+)?))?", some_id)
    if not hit:
        return f"briefings/{some_id}"
    return f"briefings/{hit['briefing']}" + (f"#{hit['inside']}" if hit["inside"] else "")


def anchor(some_id: str) -> str:
    """The last part of the id of a turn or figure: ``t3``, ``t3-m1``; empty for other texts."""
    hit = re.search(r"-(t\d+(?:-m\d+)?)$", some_id)
    return hit[1] if hit else ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a page stands, so that it can name others by relative links, which hold live and in any folder."""

    address: str
    """``briefings/sample-041e3286d5a4``; ``index`` is the start page."""
    suffix: str
    """What the addresses of pages end with: nothing live, ``.html`` as files."""

    def to(self, target: str, form: str = "") -> str:
        """The relative link to another page, or to its ``json``, ``csv`` or other form."""
        path, mark, inside = target.partition("#")
        path, asked, query = path.partition("?")
        up = "../" * self.address.count("/")
        ending = f".{form}" if form else self.suffix if path != START or self.suffix else ""
        here = "" if path == START and not ending else quote(path) + ending
        return f"{up}{here}" + asked + query + mark + quote(inside) or "./"

    def asset(self, name: str) -> str:
        """The relative link to a file that is no page."""
        return "../" * self.address.count("/") + name


def asked(query: Mapping[str, str], **other: str | None) -> str:
    """A query as it stands in an address, with other values; what is None or empty is left out."""
    values = {name: value for name, value in {**query, **other}.items() if value}
    return f"?{urlencode(values)}" if values else ""
