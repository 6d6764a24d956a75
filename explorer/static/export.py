"""All pages as files for any web server: only what changed since the last time, in bounded memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain, islice
from pathlib import Path

from explorer import charts
from explorer.addresses import slug
from explorer.page import Copies
from explorer.pages.people import LISTED as PEOPLE
from explorer.pages.start import LISTED as CONFERENCES
from explorer.static.files import remove, replace
from explorer.static.making import BESIDE, Made, Task, Workshop
from explorer.static.manifest import Manifest, Wanted, explained
from explorer.static.sitemap import sitemaps
from explorer.static.workers import MOST, SECONDS, made_beside
from warehouse.explore.library import Library, Snapshot
from warehouse.explore.recipes import recipes
from warehouse.explore.watches import read_watches
from warehouse.machine import cores

SINGLE = (
    *("index", "briefings", "officials", "outlets", "measures", "alike", "restated", "kept", "changes", "quality"),
    *("recipes", "watches"),
)
ROOMS = {"briefings": "conferences", "archive": "conferences", "measures": "measures", "officials": "officials"}
"""What the pages of a kind are made with; the others one by one."""
PLAIN = ("briefings", "archive", "months")
"""Kinds whose names are good file names."""
OTHERS = "others"
PAGES, ROWS = {"conferences": 250, "measures": 100, "officials": 25}, 10_000
"""Most pages, and about most rows they are about, that are made of one look."""
FEW = 100
"""Pages up to which no process more is started for them: one takes two seconds to start."""
KEPT_EVERY = 100
"""Pages after which the list of them is written down."""
TOLD_EVERY = 5000
MADE_WITH = ("explorer", "warehouse/explore", "warehouse/database/views", "parsers/html")
"""Rooms that a page's bytes follow from: an archived page is inert by what the parsers leave out of it."""


@dataclass(slots=True)
class Written:
    """What an export did, in pages."""

    made: int = 0
    kept: int = 0
    """Pages that are as they were; of most it is known without making them."""
    removed: int = 0
    missing: int = 0
    """Archived pages that are not in the archive, or damaged."""


def export(
    path: Path,
    copies: Copies,
    folder: Path,
    *,
    root: str,
    processes: int | None = None,
    tell: Callable[[str], None] = lambda said: None,
) -> Written:
    """Write all pages into a folder. Stopped at any moment it goes on from there when it is started again.

    Args:
        path: The reader copy.
        folder: Made when missing. Files in it that no export wrote are left alone.
        root: Where the folder will be on the web, for the sitemap and the feed.
        processes: How many make pages; None: one a core, two at most.
        tell: Is told now and then how far it is.

    Raises:
        QueryError: there is no data yet.
        StorageError: the list of pages is damaged, has no room or is another export's just now.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with explained(folder), closing(Manifest(folder)) as manifest:
        return _Export(path, copies, folder, root, manifest, tell).run(processes or min(cores(), MOST))


class _Export:
    def __init__(
        self, path: Path, copies: Copies, folder: Path, root: str, manifest: Manifest, tell: Callable[[str], None]
    ) -> None:
        self.tell = tell
        self.path, self.copies, self.folder, self.root, self.manifest = path, copies, folder, root, manifest
        self.watches = tuple(read_watches(path.parent / "watches"))
        self.done = Written()
        self.put_off: set[str] = set()
        self.noted = 0

    def run(self, processes: int) -> Written:
        program, before = made_with(), self.manifest.state
        with closing(self._library()) as library, library.reading() as reading:
            edition = reading.edition
            state = f"{program} {edition} {self.root} {self.watches}"
            if before == state:
                self.done.kept = self.manifest.count()
                return self.done
            self.manifest.want(self._addresses(reading, program))
        self.manifest.finish("")
        upgraded = not before.startswith(program)
        self._make(Task(self.path, edition, self.copies, self.folder, self.root, self.watches, upgraded), processes)
        self._remove()
        for name, text in sitemaps(self.manifest.html(), self.root):
            replace(self.folder / name, text.encode())
        self.manifest.finish(state)
        return self.done

    def _library(self) -> Library:
        return Library(self.path, seconds=SECONDS, threads=1)

    def _make(self, task: Task, processes: int) -> None:
        due = self._due(alone=False)
        first = list(islice(due, FEW))
        if processes > 1 and len(first) == FEW:
            self._note(made_beside(task, _jobs(chain(first, due)), processes))
            first, due = [], iter(())
        with closing(self._library()) as library, library.reading() as reading:
            workshop = Workshop(reading, task)
            for job in _jobs(chain(first, due, self._due(alone=True))):
                self._note(workshop.make(job))

    def _addresses(self, reading: Snapshot, program: str) -> Iterator[Wanted]:
        """Every page, with what it depends on."""
        counts = reading.first("counts") or {}
        lists = (
            ("briefings", counts["conferences"], CONFERENCES),
            ("officials", counts["officials"], PEOPLE),
            ("outlets", counts["outlets"], PEOPLE),
        )
        single = chain(
            (BESIDE, *SINGLE),
            (f"{kind}/page/{number}" for kind, rows, each in lists for number in range(2, -(-rows // each) + 1)),
            (f"recipes/{recipe.name}" for recipe in recipes()),
            (f"watches/{watch.name}" for watch in self.watches),
            (f"topics/{slug(row['topic'])}" for row in reading.ask("topics").records()),
        )
        yield from (Wanted(OTHERS, address) for address in single)
        for kind, name, stamp, weight in reading.each("addresses"):
            address = f"{kind}/{name if kind in PLAIN else slug(name)}"
            yield Wanted(ROOMS.get(kind, OTHERS), address, name, f"{stamp} {program}", weight)

    def _due(self, *, alone: bool) -> Iterator[Wanted]:
        """What has to be made: of what is made together with its like, or one by one with more memory."""
        for known in self.manifest.wanted():
            page = known.wanted
            if (page.room == OTHERS or page.address in self.put_off) != alone:
                continue
            if page.stamp and page.stamp == known.stamp and all((self.folder / name).exists() for name in known.files):
                self.done.kept += 1
            else:
                yield page

    def _note(self, pages: Iterable[Made]) -> None:
        try:
            for page in pages:
                self._note_one(page)
                self.noted += 1
                if self.noted % KEPT_EVERY == 0:
                    self.manifest.keep()
                if self.noted % TOLD_EVERY == 0:
                    self.tell(f"{self.noted:,} pages made; stopped now, the next time goes on from here.")
        finally:
            self.manifest.keep()

    def _note_one(self, page: Made) -> None:
        if page.is_put_off:
            self.put_off.add(page.address)
            return
        had = self.manifest.note(page.address, page.files) if page.files else self.manifest.forget(page.address)
        remove(self.folder, had)
        self.done.missing += page.is_lost
        self.done.made += page.is_new
        self.done.kept += bool(page.files) and not page.is_new

    def _remove(self) -> None:
        """What the last export wrote and this one has no more."""
        for address in self.manifest.no_more():
            remove(self.folder, self.manifest.forget(address))
            self.done.removed += 1


def _jobs(pages: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    """What has to be made, in pieces of one room."""
    job: list[Wanted] = []
    rows = 0
    for page in pages:
        room = page.room
        if job and (room != job[0].room or len(job) == PAGES.get(room, 1) or rows + page.weight > ROWS):
            yield job
            job, rows = [], 0
        job.append(page)
        rows += page.weight
    if job:
        yield job


def made_with() -> str:
    """A piece of a hash of what pages are made with: after an upgrade they are all made anew."""
    digest = hashlib.sha256(charts.version().encode())

    def add(folder: Traversable) -> None:
        for entry in sorted(folder.iterdir(), key=lambda each: each.name):
            if entry.is_dir() and not entry.name.startswith("__"):
                add(entry)
            elif entry.name.endswith((".py", ".html", ".css", ".js", ".sql")):
                digest.update(entry.read_bytes())

    for room in MADE_WITH:
        package, _, within = room.partition("/")
        add(files(package).joinpath(within))
    return digest.hexdigest()[:12]
