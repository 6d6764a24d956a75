"""A press conference: who asked what, who answered what, every figure in its place; and its archived pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from explorer.addresses import anchor
from explorer.diffs import blocks
from explorer.page import ArchivedPassage, CopyRequest, PageMissing, Resource
from warehouse.explore.library import Snapshot

Row = dict[str, Any]
ELSEWHERE = re.compile(r"https?://(?!(?:localhost|127\.[\d.]+|\[::1\])(?![\w.-]))")
MEANING: Row = dict.fromkeys(("measure", "place", "aspect", "status", "target"))


def conference(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """One press conference."""
    found = reading.first("conference", id=parts["id"])
    if found is None:
        raise PageMissing(f"press conference {parts['id']}")
    own = {"id": found["briefing_id"], "changed_at": found["changed_at"]}
    turns, figures = reading.ask("turns", **own), reading.ask("figures", **own)
    revisions = reading.ask("revisions", id=found["briefing_id"])
    said = spoken(turns.records(), figures.records())
    return Resource(
        address=f"briefings/{found['briefing_id']}",
        title=found["title"],
        template="conference.html",
        tables={"figures": figures, "turns": turns, "revisions": revisions},
        facts=found,
        view={
            "turns": said,
            "questions": [turn for turn in said if turn["role"] == "question" and not turn["follow_up"]],
            "speakers": list(dict.fromkeys(t["speaker"] for t in said if t["speaker"])),
            "outlets": list(dict.fromkeys(t["outlet"] for t in said if t["outlet"])),
            "edits": [
                row | {"blocks": blocks(row["diff"] or "")} for row in revisions.records() if row["revision"] > 1
            ],
        },
    )


def spoken(turns: Sequence[Row], figures: Sequence[Row]) -> list[Row]:
    """The turns with their text cut into paragraphs, and these at every figure."""
    figures = [MEANING | figure for figure in figures]
    within = {turn_id: list(found) for turn_id, found in groupby(figures, key=lambda row: row["turn_id"])}
    number = 0
    result = []
    for turn in turns:
        own = within.get(turn["turn_id"], [])
        for figure in own:
            number += 1
            figure |= {"number": number, "anchor": anchor(figure["metric_id"])}
        result.append(turn | {"anchor": anchor(turn["turn_id"]), "paragraphs": list(_paragraphs(turn["text"], own))})
    return result


def _paragraphs(text: str, figures: Sequence[Row]) -> Iterator[list[str | Row]]:
    """Paragraphs as pieces: plain text, and figures as rows."""
    pieces: list[str | Row] = []
    for piece in _pieces(text, figures):
        if not isinstance(piece, str):
            pieces.append(piece)
            continue
        first, *others = piece.split("\n")
        pieces.append(first)
        for other in others:
            yield pieces
            pieces = [other]
    yield pieces


def _pieces(text: str, figures: Sequence[Row]) -> Iterator[str | Row]:
    done = 0
    for figure in figures:
        if figure["char_start"] < done:
            continue  # inside another figure
        yield text[done : figure["char_start"]]
        yield figure
        done = figure["char_end"]
    yield text[done:]


def copy_of(reading: Snapshot, sha256: str) -> CopyRequest:
    """The archived page of that SHA-256, with the passages of what was read from it.

    Raises:
        PageMissing: nothing of ours was read from it and it is not in quarantine.
    """
    own = reading.first("copies", sha256=sha256)
    if own is None:
        aside = reading.first("set_aside", sha256=sha256)
        if aside is None:
            raise PageMissing("archived page of that SHA-256")
        return CopyRequest(sha256, f"{aside['stage']}: {aside['reason']}", "quality", site=aside["site"])
    which = "" if own["revision"] == own["latest"] else f", revision {own['revision']} of {own['latest']}"
    heading = f"{own['title']} (fetched {own['seen_at']:%Y-%m-%d}{which})"
    back = f"briefings/{own['briefing_id']}"
    if not own["is_present"]:
        return CopyRequest(sha256, heading, back, site=None)
    found = {"id": own["briefing_id"], "changed_at": own["changed_at"]}
    turns = reading.ask("turns", **found).records()
    return CopyRequest(sha256, heading, back, tuple(_passages(turns, reading.ask("figures", **found).records())))


def _passages(turns: Sequence[Row], figures: Sequence[Row]) -> Iterator[ArchivedPassage]:
    texts = {turn["turn_id"]: turn["text"] for turn in turns}
    for turn in turns:
        yield ArchivedPassage(anchor(turn["turn_id"]), turn["text"])
    for figure in figures:
        yield ArchivedPassage(
            anchor(figure["metric_id"]), texts[figure["turn_id"]], figure["char_start"], figure["char_end"]
        )


def live_link(url: str | None, text: str) -> str | None:
    """The page on the site, opened at a passage; None where the address is none that a browser may be sent to, or one of this
    machine: a copy of a site, as that of the demo, which is served no longer than it runs.
    """
    if not url or not ELSEWHERE.match(url):
        return None
    return f"{url}#:~:text={quote(text[:80], safe='')}".replace("-", "%2D") if text else url
