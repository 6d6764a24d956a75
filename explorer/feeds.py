"""Atom feeds: what is new, for readers that ask again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from explorer.addresses import conference
from explorer.text import ACTING, clip
from warehouse.explore.library import Snapshot
from warehouse.explore.watches import Watch, hits

SHOWN = 50
EARLIEST = datetime(2000, 1, 1)  # noqa: DTZ001 - as the tables have it: UTC without a zone


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news."""

    key: str
    """Never given to other news: readers tell by it what they have shown already."""
    title: str
    text: str
    address: str
    """Of its page, with what follows ``#``."""
    moment: datetime
    """When it was noticed (UTC)."""


def news(reading: Snapshot) -> list[Entry]:
    """New and edited press conferences, the latest first."""
    return [
        Entry(
            key=f"{row['briefing_id']}/{row['revision']}",
            title=row["title"] if row["revision"] == 1 else f"Edited: {row['title']}",
            text=f"{row['turns']} turns, {row['figures']} figures."
            if row["revision"] == 1
            else "\n".join(
                line for line in (row["diff"] or "").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
            ),
            address=f"briefings/{row['briefing_id']}" + ("" if row["revision"] == 1 else "#changes"),
            moment=row["seen_at"],
        )
        for row in reading.ask("news", rows=SHOWN).records()
    ]


def watched(reading: Snapshot, watch: Watch) -> list[Entry]:
    """What matches a watch, the latest first."""
    return [
        Entry(
            key=f"{hit.watch}/{hit.key}",
            title=f"{'Edited: ' if hit.change else ''}{hit.held_on or 'undated'} {hit.who}: {hit.sentence}",
            text=hit.change or f"{hit.sentence}\n{hit.title}",
            address=conference(hit.place),
            moment=hit.seen_at,
        )
        for hit in islice(hits(reading, watch), SHOWN)
    ]


def atom(entries: Sequence[Entry], root: str, name: str, *, suffix: str, title: str = "briefings: news") -> str:
    """A feed.

    Args:
        root: where the pages are, for whoever reads the feed.
        name: of the feed itself, ``news`` or ``watches/<name>``.
        suffix: what the addresses of pages end with.
    """
    domain = urlsplit(root).hostname or "localhost"
    latest = max((entry.moment for entry in entries), default=EARLIEST)
    items = "".join(_item(entry, root, domain, suffix) for entry in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{_safe(title)}</title><id>tag:{domain},2026:{_safe(name)}</id><updated>{_moment(latest)}</updated>\n"
        f'<link rel="self" href={quoteattr(root + quote(name) + ".atom")}/><author><name>briefings</name></author>\n'
        f"{items}</feed>\n"
    )


def _item(entry: Entry, root: str, domain: str, suffix: str) -> str:
    page, mark, inside = entry.address.partition("#")
    link = root + quote(page) + suffix + mark + quote(inside)
    return (
        f"<entry><title>{_safe(clip(entry.title, 200))}</title><id>tag:{domain},2026:{_safe(entry.key)}</id>"
        f"<updated>{_moment(entry.moment)}</updated><link href={quoteattr(link)}/>"
        f'<content type="text">{_safe(entry.text[:4000])}</content></entry>\n'
    )


def _safe(text: str) -> str:
    return escape(ACTING.sub("", text))


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
