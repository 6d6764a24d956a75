"""Watches: what somebody wants to be told of, as TOML files, and what in new and edited transcripts matches them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from parsers.errors import WatchError
from warehouse.database.statements import literal, sql
from warehouse.explore.library import Snapshot

NAME = re.compile(r"[\w-]{1,60}")
REVISIONS = 200
"""The latest new or edited transcripts that a feed is made from."""


@dataclass(frozen=True, slots=True)
class Watch:
    """All that is given must hold; at least one of words, measure, speaker, outlet and site is."""

    name: str
    """Of its file, without ``.toml``."""
    title: str | None = None
    words: str | None = None
    """All of them, in a turn's text or in the names of who speaks."""
    measure: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    site: str | None = None

    @property
    def said(self) -> str:
        """What it is about, in a line."""
        return self.title or self.asked

    @property
    def asked(self) -> str:
        """What must hold."""
        given = ("words", "measure", "speaker", "outlet", "site")
        return ", ".join(f"{key} {getattr(self, key)}" for key in given if getattr(self, key))


KEYS = {field.name for field in fields(Watch)} - {"name"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One turn, new or edited, that a watch matches."""

    watch: str
    key: str
    """``<turn_id>/<revision>``: the same turn is news again only when an edit changed it."""
    turn_id: str
    place: str
    """The id to link to: of a figure of the measure, else of the turn."""
    title: str
    held_on: date | None
    seen_at: datetime
    who: str
    sentence: str
    change: str | None
    """Of an edited page: its paragraphs before (-) and after (+); None for a new one."""


def read_watches(folder: Path) -> list[Watch]:
    """Every ``*.toml`` of a folder, by name; none when there is no folder.

    Raises:
        WatchError: naming the file and what is wrong.
    """
    return [read_watch(path) for path in sorted(folder.glob("*.toml"))]


def read_watch(path: Path) -> Watch:
    """One watch.

    Raises:
        WatchError: as ``read_watches``.
    """
    if not NAME.fullmatch(path.stem):
        raise WatchError(f"{path}: a watch's file is named with letters, digits, - and _ alone.", path=str(path))
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise WatchError(f"{path} cannot be read as TOML: {error}. Correct the file.", path=str(path)) from error
    if unknown := sorted(set(content) - KEYS):
        raise WatchError(
            f"{path}: {unknown[0]!r} is no key of a watch; there are {', '.join(sorted(KEYS))}.", path=str(path)
        )
    for key, value in content.items():
        if not isinstance(value, str) or not value.strip():
            raise WatchError(f"{path}: {key} must be a text that is not empty.", path=str(path))
    if not set(content) - {"title"}:
        raise WatchError(f"{path} watches nothing: give words, measure, speaker, outlet or site.", path=str(path))
    return Watch(path.stem, **{key: value.strip() for key, value in content.items()})


def untold(reading: Snapshot, runs: Sequence[str], told: Sequence[str]) -> list[str]:
    """Ids of the runs whose news nobody was told of yet, these among them whatever their kind."""
    return [run for (run,) in reading.ask("untold", runs=list(runs), told=list(told)).rows]


def hits(
    reading: Snapshot, watch: Watch, runs: Sequence[str] | None = None, *, revisions: int = REVISIONS
) -> Iterator[Hit]:
    """What matches a watch, the latest first.

    Args:
        runs: Only texts that these runs wrote; None: all.
        revisions: Of the latest so many new or edited transcripts.
    """
    words = watch.words or ""
    statement = sql("explore/watched").format(words=literal(words))
    values = {"measure": watch.measure, "speaker": watch.speaker, "outlet": watch.outlet, "site": watch.site}
    rows = reading.run(
        statement,
        values | {"words": watch.words, "runs": None if runs is None else list(runs), "revisions": revisions},
    ).records()
    for row in rows:
        changed = _changed(row["diff"]) if row["revision"] > 1 else None
        # What a later edit brought is news of that edit.
        if (changed is None or _is_in(row["text"], changed)) and not _is_in(row["text"], _changed(row["later"])):
            yield _hit(watch, row, changed)


def _hit(watch: Watch, row: Mapping[str, Any], changed: Sequence[str] | None) -> Hit:
    figure = row["figures"][0] if row["figures"] else None
    return Hit(
        watch=watch.name,
        key=f"{row['turn_id']}/{row['revision']}",
        turn_id=row["turn_id"],
        place=figure["id"] if figure else row["turn_id"],
        title=row["title"],
        held_on=row["held_on"],
        seen_at=row["seen_at"],
        who=" ".join(filter(None, (row["outlet"], row["position"], row["speaker"]))) or row["role"],
        sentence=_sentence(row["text"], figure["start"] if figure else _found(row["text"], watch.words)),
        change="\n".join(_about(row["text"], changed)) if changed is not None else None,
    )


def _found(text: str, words: str | None) -> int:
    return max(0, text.find(words.split()[0])) if words else 0


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in "。！？；\n") + 1
    ends = [end for mark in "。！？；\n" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text)) + 1].strip()[:300]


def _changed(diff: str | None) -> list[str]:
    """The lines of a diff that are gone or new, with their sign."""
    return [line for line in (diff or "").splitlines() if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]


def _is_in(text: str, changed: Sequence[str]) -> bool:
    """Whether a turn has a paragraph that an edit added or changed."""
    new = [line[1:] for line in changed if line[0] == "+"]
    return any(paragraph in line for paragraph in _paragraphs(text) for line in new)


def _about(text: str, changed: Sequence[str]) -> Iterator[str]:
    """The changed lines that this turn is in, each with the line before that it replaced."""
    before: list[str] = []
    for line in changed:
        if line[0] == "-":
            before.append(line)
            continue
        if any(paragraph in line for paragraph in _paragraphs(text)):
            yield from before[:1]
            yield line
        before = before[1:]


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n") if len(paragraph.strip()) > 1]
