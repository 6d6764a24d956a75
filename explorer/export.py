"""All pages as files for any web server: only what changed since the last time, one page in memory at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from explorer import charts, contents
from explorer.addresses import slug
from explorer.app import assets
from explorer.feeds import atom, news, watched
from explorer.page import Copies, Page, PageMissing
from explorer.pages.conference import copy_of
from explorer.pages.measures import chart_page
from explorer.pages.people import LISTED as PEOPLE
from explorer.pages.start import LISTED as CONFERENCES
from explorer.render import Press
from explorer.sitemap import sitemaps
from warehouse.explore.errors import BriefingsError
from warehouse.explore.library import Library, Reading
from warehouse.explore.recipes import recipes
from warehouse.explore.watches import read_watches

MANIFEST = ".pages.json"
"""In the folder: which pages are there and of which state, so that the next export leaves them."""
SINGLE = (
    *("index", "briefings", "officials", "outlets", "measures", "restated", "kept", "changes", "quality", "recipes"),
    "watches",
)
SECONDS = 24 * 3600.0


@dataclass(slots=True)
class Written:
    """What an export did, in pages."""

    made: int = 0
    kept: int = 0
    """Pages that are as they were; of most it is known without making them."""
    removed: int = 0
    missing: int = 0
    """Archived pages that are not in the archive, or damaged."""


def export(library: Library, copies: Copies, folder: Path, *, root: str) -> Written:
    """Write all pages into a folder.

    Args:
        folder: Made when missing. Files in it that no export wrote are left alone.
        root: Where the folder will be on the web, for the sitemap and the feed.

    Raises:
        QueryError: there is no data yet.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with library.reading() as reading:
        return _Export(reading, copies, folder, root).run()


class _Export:
    def __init__(self, reading: Reading, copies: Copies, folder: Path, root: str) -> None:
        self.reading, self.copies, self.folder, self.root = reading, copies, folder, root
        self.watches = read_watches(reading.path.parent / "watches")
        self.press = Press(is_live=False)
        self.before: dict[str, str] = _manifest(folder / MANIFEST)
        """What the last export wrote and this one has not come to yet: of many pages two whole lists would not fit."""
        self.now: dict[str, str] = {}
        self.done = Written()

    def run(self) -> Written:
        program = _program()
        state = f"{self.reading.edition} {program} {self.root} {self.watches}"
        if self.before.pop("", None) == state:
            self.done.kept = len(self.before)
            return self.done
        try:
            for address, stamp in self._addresses():
                self._page(address, f"{stamp} {program}" if stamp else "")
            self._assets()
            self._remove()
        except BaseException:
            self._note("unfinished")  # stopped: the next export goes on from here
            raise
        self._note(state)
        return self.done

    def _note(self, state: str) -> None:
        """Entry by entry: of 100,000 press conferences it is 40 MB, and as one text took four times that."""
        path = self.folder / MANIFEST
        part = path.with_name(f"{MANIFEST}.part")
        with part.open("w", encoding="utf-8") as out:
            for number, entry in enumerate(chain((("", state),), self.before.items(), self.now.items())):
                address, said = (json.dumps(text, ensure_ascii=False) for text in entry)
                out.write(f"{',' if number else '{'}\n{address}: {said}")
            out.write("\n}")
        part.replace(path)

    def _addresses(self) -> Iterator[tuple[str, str]]:
        """Every address, with what its page depends on; an empty stamp: the page has to be made to know."""
        for address in SINGLE:
            yield address, ""
        counts = self.reading.first("counts") or {}
        for kind, rows, each in (
            ("briefings", counts["conferences"], CONFERENCES),
            ("officials", counts["officials"], PEOPLE),
            ("outlets", counts["outlets"], PEOPLE),
        ):
            yield from ((f"{kind}/page/{number}", "") for number in range(2, -(-rows // each) + 1))
        yield from ((f"recipes/{recipe.name}", "") for recipe in recipes())
        yield from ((f"watches/{watch.name}", "") for watch in self.watches)
        yield from ((f"topics/{slug(row['topic'])}", "") for row in self.reading.ask("topics").records())
        rows = self.reading.ask("addresses").rows[::-1]
        while rows:  # let go of one by one: the list of what was written grows meanwhile
            kind, name, stamp = rows.pop()
            plain = kind in ("briefings", "archive", "months")
            yield f"{kind}/{name if plain else slug(name)}", stamp

    def _page(self, address: str, stamp: str) -> None:
        was = self.before.get(address, "")
        if stamp and was.partition("|")[0] == stamp and self._is_there(was):
            self.now[address] = self.before.pop(address)
            self.done.kept += 1
            return
        try:
            forms = self._copy(address) if address.startswith("archive/") else self._forms(address)
        except PageMissing:
            return
        except BriefingsError:
            if not address.startswith("archive/"):
                raise  # a page of ours that took too much must not be left out without a word
            self.done.missing += 1
            return
        changed = [_replace(self.folder / name, content) for name, content in forms.items()]
        for name in set(_names(was)) - set(forms):
            (self.folder / name).unlink(missing_ok=True)
        self.now[address] = f"{stamp}|{' '.join(forms)}"
        self.before.pop(address, None)
        self.done.made += any(changed)
        self.done.kept += not any(changed)

    def _is_there(self, said: str) -> bool:
        return all((self.folder / name).exists() for name in _names(said))

    def _copy(self, address: str) -> dict[str, bytes]:
        wanted = copy_of(self.reading, address.removeprefix("archive/"))
        return {f"{address}.html": self.press.copy(wanted, self.copies).encode()}

    def _forms(self, address: str) -> dict[str, bytes]:
        page = contents.page(self.reading, address, {})
        made = self._written(page, ("html", "json", "csv"))
        if "panels" in page.view:
            for panel in (*page.view["panels"], *page.view["further"]):
                chart = chart_page(page.title, panel)
                made |= self._written(chart, ("html", "json", "csv", *(("svg", "png") if charts.available() else ())))
        return made

    def _written(self, page: Page, forms: tuple[str, ...]) -> dict[str, bytes]:
        made = {f"{page.address}.{form}": self.press.form(page, form) for form in forms}
        return {name: text.encode() if isinstance(text, str) else text for name, text in made.items()}

    def _assets(self) -> None:
        for name, content in assets().items():
            _replace(self.folder / "assets" / name, content)
        if charts.available() and not (self.folder / "assets/vega.js").exists():
            _replace(self.folder / "assets/vega.js", charts.bundle())
        _replace(self.folder / "news.atom", atom(news(self.reading), self.root, "news", suffix=".html").encode())
        for watch in self.watches:
            feed = atom(
                watched(self.reading, watch),
                self.root,
                f"watches/{watch.name}",
                suffix=".html",
                title=f"briefings: {watch.said}",
            )
            _replace(self.folder / f"watches/{watch.name}.atom", feed.encode())
        for name, text in sitemaps((a for a in self.now if not a.startswith("archive/")), self.root):
            _replace(self.folder / name, text.encode())

    def _remove(self) -> None:
        """What the last export wrote and this one has no more."""
        gone = {name for said in self.before.values() for name in _names(said)}
        for said in self.now.values() if gone else ():
            gone.difference_update(_names(said))
        for name in gone:
            (self.folder / name).unlink(missing_ok=True)
        self.done.removed = len(self.before)
        self.before.clear()


def _names(said: str) -> list[str]:
    """The files of a page, of what the list of pages says about it."""
    return said.partition("|")[2].split()


def _manifest(path: Path) -> dict[str, str]:
    """The list of pages, entry by entry as it was written; nothing where it is no such list."""
    found: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line[0] == '"':
                    found |= json.loads("{" + line.rstrip().rstrip(",") + "}")
        return {a: said for a, said in found.items() if all(_inside(name) for name in _names(said))}
    except (FileNotFoundError, ValueError):
        return {}


def _inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")


def _replace(path: Path, content: bytes) -> bool:
    """Write a file unless it is so already; whether it was written."""
    if path.exists() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name[:80]}.part")
    part.write_bytes(content)
    part.replace(path)
    return True


def _program() -> str:
    """A piece of a hash of what pages are made with: after an upgrade they are all made anew."""
    digest = hashlib.sha256(str(charts.available()).encode())

    def add(folder: Traversable) -> None:
        for entry in sorted(folder.iterdir(), key=lambda each: each.name):
            if entry.is_dir() and not entry.name.startswith("__"):
                add(entry)
            elif entry.name.endswith((".py", ".html", ".css", ".js", ".sql")):
                digest.update(entry.read_bytes())

    for room in ("explorer", "warehouse.explore"):
        add(files(room))
    return digest.hexdigest()[:12]
