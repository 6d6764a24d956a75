"""Lists that are no HTML: JSON, RSS and Atom, sitemaps. Their entries are put into the markup that every list is read from."""

from __future__ import annotations

import html
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


def _json_entries(text: str, rules: ListingRules) -> Iterator[_Entry]:
    # callback({...}); - JSON for old scripts
    wrapped = re.fullmatch(r"\s*[\w.$]+\s*\((.*)\)\s*;?\s*", text, re.DOTALL)
    try:
        data = json.loads(wrapped[1] if wrapped else text)
    except (ValueError, RecursionError):
        return
    found = _at(data, rules.item)
    for record in found if isinstance(found, list) else []:
        if isinstance(record, Mapping):
            yield _Entry(
                str(_at(record, rules.link) or ""),
                re.sub(r"<[^<>]*>", "", str(_at(record, rules.title) or "")),
                _day(_at(record, rules.date)) if rules.date else "",
            )


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
