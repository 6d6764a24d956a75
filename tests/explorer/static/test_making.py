"""Pages that are made many at a time are the pages that are made one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from explorer import charts
from explorer.addresses import slug
from explorer.static.export import PLAIN, ROOMS
from explorer.static.making import Made, Task, Workshop
from explorer.static.manifest import Wanted
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from warehouse.database.statements import sql
from warehouse.explore import aside
from warehouse.explore.errors import ArchiveError, BriefingsError, ParseError, QueryError, StorageError
from warehouse.explore.library import Library, Snapshot

MANY = 40
"""Of more pages of a room one in some is looked at."""


@pytest.fixture(scope="module")
def workshop(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with closing(Library(data / "briefings.duckdb", seconds=600)) as library, library.reading() as reading:
        copies = InertCopies(Archive(data / "archive"))
        folder = tmp_path_factory.mktemp("made")
        task = Task(reading.path, reading.edition, copies, folder, "https://press.example/", (), is_upgraded=False)
        yield Workshop(reading, task)


@pytest.fixture(autouse=True)
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """They follow from the pages' points, and take their time."""
    monkeypatch.setattr(charts, "available", lambda: False)


def everything(reading: Snapshot, room: str) -> list[Wanted]:
    """All pages of a room."""
    rows = [row for row in reading.each("addresses") if ROOMS.get(row[0]) == room]
    return [
        Wanted(room, f"{kind}/{name if kind in PLAIN else slug(name)}", name, stamp, weight)
        for kind, name, stamp, weight in rows
    ]


@pytest.mark.parametrize("one_in", [20, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("room", sorted(set(ROOMS.values())))
def test_a_page_made_among_many_is_the_one_made_alone(workshop: Workshop, room: str, one_in: int) -> None:
    pages = everything(workshop.reading, room)
    assert len(pages) > 5
    pages = pages[:: one_in if len(pages) > MANY else 1]
    for page, made in zip(pages, workshop.make(pages), strict=True):
        alone = dict(workshop.forms(workshop.reading, page.address))
        assert made.files == tuple(alone)
        assert {name: (workshop.task.folder / name).read_bytes() for name in made.files} == alone


def test_what_was_put_aside_is_asked_of_nobody(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each page of a hundred thousand would look through the whole file again."""
    asked: list[str] = []
    ask = Snapshot.ask

    def heard(self: Snapshot, question: str, **values: object) -> object:
        asked.append(question)
        return ask(self, question, **values)

    monkeypatch.setattr(Snapshot, "ask", heard)
    for room in ("conferences", "measures"):
        pages = everything(workshop.reading, room)[:40]
        list(workshop.make(pages))
    assert {question for question in asked if not question.startswith("all_")} == {"in_all"}
    assert asked.count("in_all") == 2


class Failing:
    """Cannot show any archived page."""

    def __init__(self, error: BriefingsError) -> None:
        self.error = error

    def document(self, *asked: object) -> str:
        raise self.error


def copy_made(workshop: Workshop, error: BriefingsError, *, is_small: bool = False) -> Made:
    """What becomes of an archived page that fails so."""
    page = next(page for page in everything(workshop.reading, "conferences") if page.address.startswith("archive/"))
    task = replace(workshop.task, copies=Failing(error))
    (made,) = Workshop(workshop.reading, task, is_small=is_small).make([page])
    return made


@pytest.mark.parametrize("error", [ArchiveError("altered"), ParseError("too many tags")])
def test_a_copy_that_is_damaged_or_no_page_is_lost(workshop: Workshop, error: BriefingsError) -> None:
    assert copy_made(workshop, error).is_lost


@pytest.mark.parametrize("error", [QueryError("too long"), StorageError("no room")])
def test_a_copy_that_could_only_not_be_made_now_is_not_called_lost(workshop: Workshop, error: BriefingsError) -> None:
    with pytest.raises(type(error)):
        copy_made(workshop, error)


def test_what_took_too_much_in_a_small_process_is_put_off(workshop: Workshop) -> None:
    made = copy_made(workshop, QueryError("too much"), is_small=True)
    assert (made.is_put_off, made.is_lost) == (True, False)


def test_what_does_not_fit_the_memory_together_is_made_one_by_one(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "sql", lambda name: "SELECT list(i) FROM range(60000000) AS t(i)")
    page = everything(workshop.reading, "officials")[0]
    (made,) = workshop.make([page])
    assert made.files


def test_a_question_that_is_wrong_is_not_taken_for_one_that_does_not_fit(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "sql", lambda name: "SELECT * FROM a_table_of_another_version")
    with pytest.raises(QueryError, match="earlier version"):
        list(workshop.make(everything(workshop.reading, "officials")[:1]))


def test_what_was_put_aside_is_found_in_whatever_order_it_is_asked(workshop: Workshop) -> None:
    found = workshop.reading.each("addresses")
    name = next(name for kind, name, _, _ in found if kind == "briefings")
    with aside.conferences(workshop.reading, [name], []) as about:
        changed_at = (about.first("conference", id=name) or {})["changed_at"]
        turns = about.ask("turns", id=name, changed_at=changed_at)
        assert about.ask("turns", changed_at=changed_at, id=name) is turns


def test_of_an_official_as_much_of_a_text_is_put_aside_as_is_shown() -> None:
    shown, put_aside = (
        re.findall(r"text\[1:(\d+)\]", sql(f"explore/{name}")) for name in ("official_turns", "aside_officials")
    )
    assert len(shown) == 1
    assert put_aside == shown
