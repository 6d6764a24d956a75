"""Makes pages of the folder, each in all its forms; what pages of one kind have in common is asked once for many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path

from explorer import charts, contents
from explorer.app import assets
from explorer.feeds import atom, news, watched
from explorer.page import Copies, PageMissing, Resource
from explorer.pages.conference import copy_of
from explorer.pages.measures import chart_page, limits
from explorer.render import Press
from explorer.static.files import replace
from explorer.static.manifest import Wanted
from warehouse.explore import aside
from warehouse.explore.errors import ArchiveError, ParseError, QueryError, QueryTooLarge
from warehouse.explore.library import Snapshot
from warehouse.explore.watches import Watch

ARCHIVE, BESIDE, SCRIPT = "archive/", "assets", "assets/vega.js"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one page."""

    address: str
    files: tuple[str, ...] = ()
    """Where it is, in the folder; none: there is no such page."""
    is_new: bool = False
    """Whether any of them is another one than before."""
    is_lost: bool = False
    """Whether it is an archived page that cannot be shown."""
    is_put_off: bool = False
    """Whether it takes more memory than there is here."""


@dataclass(frozen=True, slots=True)
class Task:
    """What all who make pages of one folder need to know."""

    path: Path
    """The reader copy."""
    edition: str
    """Which state of it: it may be replaced at any time."""
    copies: Copies
    folder: Path
    root: str
    """Where the folder will be on the web."""
    watches: tuple[Watch, ...]
    is_upgraded: bool
    """Whether the last export was by another program."""


class Workshop:
    """Makes pages over one look at the data."""

    def __init__(self, reading: Snapshot, task: Task, *, is_small: bool = False) -> None:
        """Over the state of the data that the task is about.

        Args:
            is_small: whether what takes too much memory is put off, for somebody else to make it.

        Raises:
            QueryError: it was replaced in the meantime.
        """
        if reading.edition != task.edition:
            raise QueryError("The data were replaced just now: start again, it goes on.")
        self.reading, self.task, self.is_small = reading, task, is_small
        self.press = Press(is_live=False)

    def make(self, pages: Sequence[Wanted]) -> Iterator[Made]:
        """Write pages of one room."""
        with ExitStack() as stack:
            try:
                reading = stack.enter_context(self._about(pages))
            except QueryTooLarge:  # their rows do not fit the memory: each from the whole
                reading = self.reading
            for page in pages:
                yield self._made(reading, page.address)

    def _about(self, pages: Sequence[Wanted]) -> AbstractContextManager[Snapshot]:
        """The look that the pages are made from."""
        room, names = pages[0].room, [page.about for page in pages]
        if room == "conferences":
            copies = {page.about for page in pages if page.address.startswith(ARCHIVE)}
            return aside.conferences(self.reading, sorted({*names} - copies), sorted(copies))
        if room == "measures":
            in_all = (self.reading.first("in_all") or {}).get("in_all", 0)
            return aside.measures(self.reading, names, limits(in_all, max(page.weight for page in pages)))
        return aside.officials(self.reading, names) if room == "officials" else nullcontext(self.reading)

    def _made(self, reading: Snapshot, address: str) -> Made:
        try:
            forms = list(self.forms(reading, address))
        except PageMissing:
            return Made(address)
        except QueryError:
            if not self.is_small:
                raise  # a page that took too much must not be left out without a word, nor a copy be called lost for it
            return Made(address, is_put_off=True)
        except (ArchiveError, ParseError):  # what showing an archived page may end with
            return Made(address, is_lost=True)
        changed = [replace(self.task.folder / name, content) for name, content in forms]
        return Made(address, tuple(name for name, _ in forms), is_new=any(changed))

    def forms(self, reading: Snapshot, address: str) -> Iterator[tuple[str, bytes]]:
        """Names and contents of a page's files."""
        if address == BESIDE:
            yield from self._beside()
        elif address.startswith(ARCHIVE):
            wanted = copy_of(reading, address.removeprefix(ARCHIVE))
            yield f"{address}.html", self.press.copy(wanted, self.task.copies).encode()
        else:
            page = contents.page(reading, address, {})
            yield from self._written(page, ("html", "json", "csv"))
            pictures = ("svg", "png") if charts.available() else ()
            for panel in (*page.view.get("panels", ()), *page.view.get("further", ())):
                yield from self._written(chart_page(page.title, panel), ("html", "json", "csv", *pictures))

    def _written(self, page: Resource, forms: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for form in forms:
            text = self.press.form(page, form)
            yield f"{page.address}.{form}", text.encode() if isinstance(text, str) else text

    def _beside(self) -> Iterator[tuple[str, bytes]]:
        """Styles, scripts and feeds."""
        for name, content in assets().items():
            yield f"assets/{name}", content
        if charts.available():
            script = self.task.folder / SCRIPT
            is_there = script.exists() and not self.task.is_upgraded  # made anew it is the same, and takes seconds
            yield SCRIPT, script.read_bytes() if is_there else charts.bundle()
        root = self.task.root
        yield "news.atom", atom(news(self.reading), root, "news", suffix=".html").encode()
        for watch in self.task.watches:
            name, title = f"watches/{watch.name}", f"briefings: {watch.said}"
            found = watched(self.reading, watch)
            yield f"{name}.atom", atom(found, root, name, suffix=".html", title=title).encode()
