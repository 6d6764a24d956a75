"""Pages that are made many at a time are the pages that are made one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from explorer import charts
from explorer.addresses import slug
from explorer.static.export import PLAIN, ROOMS
from explorer.static.making import Task, Workshop
from explorer.static.manifest import Wanted
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from warehouse.explore.library import Library, Snapshot


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


@pytest.mark.parametrize("room", sorted(set(ROOMS.values())))
def test_a_page_made_among_many_is_the_one_made_alone(workshop: Workshop, room: str) -> None:
    pages = everything(workshop.reading, room)
    assert len(pages) > 5
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
