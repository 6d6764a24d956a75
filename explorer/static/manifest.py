"""The list of pages in the folder, in a SQLite file: what is there and of which state, and what this export wants there.

It stays on disk, for of 100,000 press conferences it has 215,000 entries; and what is noted is there when the machine stops.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

NAME = ".pages.sqlite"
EARLIER = ".pages.json"
"""What the list was called when it was one text."""
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
class KnownPages:
    """A page that is wanted, and what is there of it."""

    wanted: Wanted
    stamp: str
    files: frozenset[str]


class Manifest:
    """The list of one folder, for one export at a time."""

    def __init__(self, folder: Path) -> None:
        """Open it, or make it; one that cannot be read is made anew.

        Raises:
            OSError: the folder cannot be written, or another export writes into it.
        """
        self.path = folder / NAME
        (folder / EARLIER).unlink(missing_ok=True)
        try:
            self._con = self._opened()
        except sqlite3.OperationalError as error:
            raise OSError(f"{error}; is another export writing there?") from error
        except sqlite3.DatabaseError:
            self.path.unlink()
            self._con = self._opened()

    def _opened(self) -> sqlite3.Connection:
        con = sqlite3.connect(self.path, timeout=2)
        con.execute("PRAGMA locking_mode = EXCLUSIVE")
        con.executescript(f"BEGIN EXCLUSIVE; {TABLES} COMMIT;")
        return con

    def close(self) -> None:
        """Keep what was noted."""
        self._con.commit()
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

    def wanted(self) -> Iterator[KnownPages]:
        """These pages, with what is there of each."""
        after = 0
        while rows := self._con.execute(
            "SELECT w.place, w.room, w.address, w.about, w.stamp, w.weight, coalesce(p.stamp, ''), coalesce(p.files, '')"
            " FROM wanted AS w LEFT JOIN pages AS p USING (address) WHERE w.place > ? ORDER BY w.place LIMIT ?",
            [after, AT_ONCE],
        ).fetchall():
            for _, *wanted, stamp, names in rows:
                yield KnownPages(Wanted(*wanted), stamp, frozenset(names.split()))
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
