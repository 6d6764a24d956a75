"""The list of pages in the folder, in a SQLite file: what is there and of which state, and what this export wants there.

It stays on disk, for of 100,000 press conferences it has 215,000 entries; and what is noted is there when the machine stops.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from warehouse.explore.errors import StorageError

NAME = ".pages.sqlite"
EARLIER = ".pages.json"
"""What the list was called when it was one text: a line a page, ``"address": "stamp|files",``."""
TABLES = """
CREATE TABLE IF NOT EXISTS pages (address TEXT PRIMARY KEY, stamp TEXT NOT NULL, files TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (said TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS wanted (place INTEGER PRIMARY KEY, room TEXT, address TEXT UNIQUE, about TEXT, stamp TEXT, weight INTEGER);
"""
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that has to be there."""

    room: str
    """What it is made with: ``conferences``, ``measures``, ``officials`` or ``others``."""
    address: str
    about: str = ""
    """The id or name that it is about."""
    stamp: str = ""
    """What it depends on; empty: it has to be made to know."""
    weight: int = 1
    """How much it is about, in rows."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page that is wanted, and what is there of it."""

    wanted: Wanted
    stamp: str
    files: frozenset[str]


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """SQLite's errors about the list of a folder as sentences.

    Raises:
        StorageError: it is damaged, has no room, or is another export's just now; what to do about it.
    """
    try:
        yield
    except sqlite3.Error as error:
        path, said = folder / NAME, str(error)
        if "locked" in said:
            what = (
                f"Another export is writing into {folder} ({said}). Wait until it has ended, or choose another folder."
            )
        elif "malformed" in said or "not a database" in said:
            what = (
                f"The list of pages {path} is damaged ({said}). Remove it and start again: every page is made anew, and"
                " files of pages that are no more stay; to be rid of these, export into an empty folder."
            )
        else:
            what = (
                f"The list of pages {path} could not be written ({said}). Make room on its disk and allow writing there,"
                " then start again: it goes on from there."
            )
        raise StorageError(what, path=str(path)) from error


class Manifest:
    """The list of one folder, for one export at a time. What SQLite raises, ``explained`` says in sentences."""

    def __init__(self, folder: Path) -> None:
        """Open it, or make it; one that cannot be read is made anew.

        Raises:
            sqlite3.OperationalError: the folder cannot be written, or another export writes into it.
        """
        self.path = folder / NAME
        try:
            self._con = self._opened()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self.path.unlink()
            self._con = self._opened()
        self._take_over(folder / EARLIER)

    def _opened(self) -> sqlite3.Connection:
        con = sqlite3.connect(self.path, timeout=2)
        con.execute("PRAGMA locking_mode = EXCLUSIVE")
        con.executescript(f"BEGIN EXCLUSIVE; {TABLES} COMMIT;")
        return con

    def _take_over(self, earlier: Path) -> None:
        """Of the earlier list which files are ours; every page of it is made anew, and removed where it is no more."""
        if earlier.exists():
            with earlier.open(encoding="utf-8", errors="replace") as lines:
                pages = ((address, said.partition("|")[2]) for address, said in _entries(lines) if address)
                self._con.executemany("INSERT OR REPLACE INTO pages VALUES (?, '', ?)", pages)
            self.finish("")
            earlier.unlink()

    def close(self) -> None:
        """Keep what was noted."""
        try:
            self._con.commit()
        finally:
            self._con.close()

    @property
    def state(self) -> str:
        """Of which state everything is; empty while an export is unfinished."""
        row = self._con.execute("SELECT said FROM state").fetchone()
        return str(row[0]) if row else ""

    def finish(self, state: str) -> None:
        """Everything is of this state now; empty: it is about to change."""
        self._con.execute("DELETE FROM wanted" if state else "SELECT 1")
        self._con.execute("DELETE FROM state")
        self._con.execute("INSERT INTO state VALUES (?)", [state])
        self._con.commit()

    def count(self) -> int:
        """How many pages there are."""
        return int(self._con.execute("SELECT count(*) FROM pages").fetchone()[0])

    def want(self, pages: Iterable[Wanted]) -> None:
        """The pages that have to be there, in the order in which they are made."""
        self._con.execute("DELETE FROM wanted")
        rows = ((page.room, page.address, page.about, page.stamp, page.weight) for page in pages)
        self._con.executemany(
            "INSERT OR IGNORE INTO wanted (room, address, about, stamp, weight) VALUES (?, ?, ?, ?, ?)", rows
        )
        self._con.commit()

    def wanted(self) -> Iterator[KnownPage]:
        """These pages, with what is there of each."""
        after = 0
        while rows := self._con.execute(
            "SELECT w.place, w.room, w.address, w.about, w.stamp, w.weight, coalesce(p.stamp, ''), coalesce(p.files, '')"
            " FROM wanted AS w LEFT JOIN pages AS p USING (address) WHERE w.place > ? ORDER BY w.place LIMIT ?",
            [after, AT_ONCE],
        ).fetchall():
            for _, *wanted, stamp, names in rows:
                yield KnownPage(Wanted(*wanted), stamp, frozenset(names.split()))
            after = rows[-1][0]

    def note(self, address: str, files: Iterable[str]) -> set[str]:
        """A page of the wanted state is there; the files that it had and has no more."""
        left = self._files(address) - (now := set(files))
        self._con.execute(
            "INSERT OR REPLACE INTO pages SELECT address, stamp, ? FROM wanted WHERE address = ?",
            [" ".join(sorted(now)), address],
        )
        return left

    def forget(self, address: str) -> set[str]:
        """There is no such page; the files that it had."""
        left = self._files(address)
        self._con.execute("DELETE FROM pages WHERE address = ?", [address])
        return left

    def keep(self) -> None:
        """What was noted is not lost from here on."""
        self._con.commit()

    def no_more(self) -> list[str]:
        """Addresses of pages that are there and not wanted."""
        return [
            address
            for (address,) in self._con.execute(
                "SELECT address FROM pages EXCEPT SELECT address FROM wanted"
            ).fetchall()
        ]

    def html(self) -> Iterator[str]:
        """The addresses of all HTML files of ours, without ``.html``, in their order; archived pages left out."""
        found = self._con.execute("SELECT files FROM pages WHERE address NOT LIKE 'archive/%' ORDER BY address")
        for (files,) in found:
            yield from (name.removesuffix(".html") for name in files.split() if name.endswith(".html"))

    def _files(self, address: str) -> set[str]:
        row = self._con.execute("SELECT files FROM pages WHERE address = ?", [address]).fetchone()
        return set(row[0].split()) if row else set()


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The entries of the earlier list; what is none is passed over, as the end of one that was cut off."""
    for line in lines:
        try:
            entry = json.loads("{" + line.strip().removesuffix(",") + "}")
        except ValueError:
            continue
        yield from ((address, said) for address, said in entry.items() if isinstance(said, str))
