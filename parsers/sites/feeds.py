"""Lists that are no HTML: JSON, RSS and Atom, sitemaps. Their entries are put into the markup that every list is read from."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from parsers.sites.definition import ListingRules

ITEM, LINK, DATE = "li", "a", "time"
"""Selectors of the markup that ``as_markup`` makes."""

_CHINA = timezone(timedelta(hours=8))
_ENTRY = re.compile(r"<(?P<name>item|entry|url)\b[^>]*>(?P<inside>.*?)</(?P=name)\s*>", re.DOTALL | re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ATOM_LINK = re.compile(r"<link\b[^>]*\bhref\s*=\s*[\"'](?P<href>[^\"']+)", re.IGNORECASE)
_DATES = ("pubdate", "published", "updated", "dc:date", "news:publication_date", "lastmod", "date")
_SCRIPT = re.compile(r"<script\b(?P<marks>[^<>]*+)>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_ID = re.compile(r"\bid\s*=\s*[\"']?([\w$-]+)")
_HOLDS_LINKS = re.compile(r"(?:url|link|href)\w{0,40}+[\"']?\s{0,9}+:", re.IGNORECASE)
_ASSIGNED = re.compile(r"(?:^|[\s;,.{])(?P<name>[A-Za-z_$][\w$]*+)\s*+=\s*+(?=[\[{])")
# What is not closed goes on to the end: nothing is looked at twice, also in what no script ever was.
_JS_ONLY = re.compile(
    r"(?P<double>\"(?:\\.|[^\"\\])*+\"?)|'(?P<single>(?:\\.|[^'\\])*+)'?|(?<![\w$])(?P<key>[A-Za-z_$][\w$]*+)(?=\s*+:)"
    r"|,(?=\s*+[}\]])|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?",
    re.DOTALL,
)
_DEEPEST = 12
_MOST_VARIABLES = 40
"""Looked at in one page."""
_MILLISECONDS = 10**11
"""Greater numbers count milliseconds since 1970, not seconds."""


@dataclass(frozen=True, slots=True)
class _Entry:
    link: str
    title: str
    date: str


def as_markup(text: str, rules: ListingRules) -> str:
    """The entries of a list that is no HTML, as ``<li><a href title><time>``; empty when it cannot be read."""
    entries = _json_entries(text, rules) if rules.format == "json" else _xml_entries(text)
    return "\n".join(
        f'<li><a href="{html.escape(entry.link)}" title="{html.escape(entry.title)}">{html.escape(entry.title)}</a>'
        f"<time>{html.escape(entry.date)}</time></li>"
        for entry in entries
        if entry.link
    )


def json_of(text: str) -> Any:
    """What a JSON answer holds, also one in ``callback(…)``; of an HTML page its scripts' variables by their names.

    None where it can be read as neither.
    """
    if text.lstrip()[:1] == "<":
        return _variables(text) or None
    # callback({...}); - JSON for old scripts
    wrapped = re.fullmatch(r"\s*[\w.$]+\s*\((.*)\)\s*;?\s*", text, re.DOTALL)
    try:
        return json.loads(wrapped[1] if wrapped else text)
    except (ValueError, RecursionError):
        return None


def record_lists(data: Any, path: str = "") -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Every list of records in a JSON value, with the path to it."""
    if isinstance(data, list):
        yield path, [record for record in data if isinstance(record, Mapping)]
    elif isinstance(data, Mapping) and path.count(".") < _DEEPEST:
        for key, value in data.items():
            yield from record_lists(value, f"{path}.{key}" if path else str(key))


def _variables(page: str) -> dict[str, Any]:
    """``var listData = {"list": [{…}, …]};`` in a page's scripts; what a script computes is not read.

    A script that is JSON as a whole goes by its id (``<script type="application/json" id="__NEXT_DATA__">``).
    """
    found: dict[str, Any] = {}
    for name, start, end in itertools.islice(_assigned(page), _MOST_VARIABLES):
        literal = page[start:end].lstrip()
        value = _decoded(literal) or (
            _decoded(_JS_ONLY.sub(_in_json, literal)) if _HOLDS_LINKS.search(literal) else None
        )
        if value:
            found.setdefault(name, value)
    return found


def _assigned(page: str) -> Iterator[tuple[str, int, int]]:
    """Name, begin of the value and end of the script of what the scripts of a page set."""
    closed = None
    while script := _SCRIPT.search(page, closed.end() if closed else 0):
        closed = _SCRIPT_END.search(page, script.end())
        if closed is None:
            return
        own, end = _ID.search(script["marks"]), closed.start()
        if own and page[script.end() : end].lstrip()[:1] in ("{", "["):
            yield own[1], script.end(), end
        for hit in _ASSIGNED.finditer(page, script.end(), end):
            yield hit["name"], hit.end(), end


def _decoded(literal: str) -> Any:
    """The JSON that a text begins with; None where it begins with none."""
    try:
        return json.JSONDecoder().raw_decode(literal)[0]
    except (ValueError, RecursionError):
        return None


def _in_json(hit: re.Match[str]) -> str:
    """What JavaScript writes otherwise than JSON: ``{title: '…',}``."""
    if hit["single"] is not None:
        return json.dumps(hit["single"].replace("\\'", "'"), ensure_ascii=False)
    return json.dumps(hit["key"]) if hit["key"] else hit["double"] or ""


def _json_entries(text: str, rules: ListingRules) -> Iterator[_Entry]:
    found = _at(json_of(text), rules.item)
    for record in found if isinstance(found, list) else []:
        if isinstance(record, Mapping):
            yield _Entry(
                _link(record, rules.link),
                re.sub(r"<[^<>]*>", "", str(_at(record, rules.title) or "")),
                _day(_at(record, rules.date)) if rules.date else "",
            )


def _link(record: Mapping[str, Any], rule: str) -> str:
    """The address under a key, or made of keys (``/detail.html?id={docId}``); empty where one of them is missing."""
    keys = re.findall(r"\{([\w.]+)\}", rule)
    values = [_at(record, key) for key in keys or [rule]]
    if any(value in (None, "") for value in values):
        return ""
    texts = iter(map(str, values))
    return re.sub(r"\{[\w.]+\}", lambda _: next(texts), rule) if keys else next(texts)


def _at(data: Any, path: str) -> Any:
    """What stands under ``data.list`` or ``result.0.rows``; None where there is nothing."""
    for key in path.split("."):
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and key.isdigit() and int(key) < len(data):
            data = data[int(key)]
        elif key:
            return None
    return data


def _xml_entries(text: str) -> Iterator[_Entry]:
    for entry in _ENTRY.finditer(text):
        inside = entry["inside"]
        atom = _ATOM_LINK.search(inside)
        link = _content(inside, "loc") or _content(inside, "link") or (html.unescape(atom["href"]) if atom else "")
        date = next(filter(None, (_content(inside, name) for name in _DATES)), "")
        yield _Entry(link, _content(inside, "title") or _content(inside, "news:title"), _day(date))


def _content(inside: str, name: str) -> str:
    hit = re.search(rf"<{name}\b[^>]*>(.*?)</{name}\s*>", inside, re.DOTALL | re.IGNORECASE)
    if not hit:
        return ""
    plain = _CDATA.search(hit[1])
    return (plain[1] if plain else html.unescape(hit[1])).strip()


def _day(value: Any) -> str:
    """A date as the pages' dates are read: of a number the seconds since 1970, of a mail's date its day in China."""
    if isinstance(value, int | float) or (isinstance(value, str) and value.isdigit() and len(value) >= 10):
        seconds = float(value) / (1000 if float(value) > _MILLISECONDS else 1)
        return (
            datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date().isoformat()
            if seconds < _MILLISECONDS
            else ""
        )
    text = str(value or "")
    if re.match(r"[A-Z][a-z]{2},", text):
        try:
            when = parsedate_to_datetime(text)
        except ValueError:
            return text
        return (when.astimezone(_CHINA) if when.tzinfo else when).date().isoformat()
    return text
