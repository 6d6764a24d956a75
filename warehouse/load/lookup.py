"""What the warehouse already has of a batch of pages: one query per question, not per page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.rows.loadpage import LoadPage
from warehouse.rows.page_rows import Existing, OldMetric, OldTurn
from warehouse.rows.staged import StagedPage


@dataclass(frozen=True, slots=True)
class KnownBriefing:
    """A stored briefing, as far as a load needs it."""

    briefing_id: str
    revision: int
    content_hash: str
    derived_hash: str
    held_on: date | None
    first_seen_at: datetime
    changed_at: datetime
    """Also ``loaded_at`` of its turns, figures and exchanges."""
    url: str | None
    page_sha256: str
    title: str
    published_on: date | None
    source: str | None
    kind: str
    warnings: list[str]
    place: int
    """Its row id, which holds until the transaction writes to the table."""

    @property
    def site(self) -> str:
        """The site that its id begins with."""
        return self.briefing_id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Known:
    """The stored briefings that a batch may concern, by everything that can lead to them."""

    by_id: dict[str, KnownBriefing]
    by_url: dict[str, str]
    url_places: dict[str, list[int]]
    """Row ids of these addresses."""
    by_content: dict[tuple[str, date | None, str], str]
    """By site too: what two press offices publish in the same words is two briefings."""
    texts: set[tuple[str, str]]
    """(briefing_id, content_hash) of every revision of the briefings that have a page as their second address."""

    def target(self, page: LoadPage | StagedPage) -> tuple[str, bool]:
        """The briefing that a page belongs to, and whether it is only another address of it.

        A page at a second address never changes a briefing, and becomes a briefing of its own once its text is
        none of the other's.
        """
        own = page.briefing_id
        if own in self.by_id:
            return own, False
        alias = self.by_url.get(page.url)
        if alias and (alias, page.content_hash) in self.texts:
            return alias, True
        twin = self.by_content.get((page.site, page.held_on, page.content_hash))
        return (twin, True) if twin else (own, False)


def look_up(con: Connection, pages: Sequence[LoadPage | StagedPage]) -> Known:
    """Everything stored that ``pages`` may concern."""
    urls = [page.url for page in pages]
    wanted = {"ids": [page.briefing_id for page in pages], "hashes": [page.content_hash for page in pages]}
    con.execute(sql("load/known_briefings"), wanted)
    found = [KnownBriefing(*row) for row in con.execute("FROM known_briefings").fetchall()]
    by_url: dict[str, str] = {}
    url_places: dict[str, list[int]] = {}
    for url, briefing_id, place in con.execute(sql("load/known_urls"), {"urls": urls}).fetchall():
        by_url[url] = briefing_id
        url_places.setdefault(url, []).append(place)
    elsewhere = sorted(
        {by_url[page.url] for page in pages if by_url.get(page.url, page.briefing_id) != page.briefing_id}
    )
    texts = con.execute(sql("load/known_texts"), {"ids": elsewhere}).fetchall() if elsewhere else []
    return Known(
        by_id={briefing.briefing_id: briefing for briefing in found},
        by_url=by_url,
        url_places=url_places,
        by_content={
            (briefing.site, briefing.held_on, briefing.content_hash): briefing.briefing_id for briefing in found
        },
        texts={(briefing_id, content_hash) for briefing_id, content_hash in texts},
    )


def read_existing(con: Connection, briefings: Sequence[KnownBriefing]) -> dict[str, Existing]:
    """The turns, figures, retired ids and last titles of stored briefings."""
    found = {briefing.briefing_id: Existing(title=briefing.title) for briefing in briefings}
    ids = {"ids": list(found), "stamps": sorted({briefing.changed_at for briefing in briefings})}
    if not found:
        return found
    for rowid, briefing_id, *turn in con.execute(sql("load/existing_turns"), ids).fetchall():
        found[briefing_id].turns.append(OldTurn(*turn))
        found[briefing_id].rowids["turns"].append(rowid)
    for rowid, briefing_id, turn_id, *metric in con.execute(sql("load/existing_metrics"), ids).fetchall():
        found[briefing_id].metrics.setdefault(turn_id, []).append(OldMetric(*metric))
        found[briefing_id].rowids["metrics"].append(rowid)
    for briefing_id, gone in con.execute(sql("load/existing_retired"), {"ids": list(found)}).fetchall():
        found[briefing_id].retired.add(gone)
    for briefing_id, title in con.execute(sql("load/titles_before_correction"), {"ids": list(found)}).fetchall():
        found[briefing_id].title = title
    return found
