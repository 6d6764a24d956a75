"""All pages as files: whole, linked, and written again only where something changed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from importlib import metadata
from importlib.resources import files
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from explorer import charts
from explorer.static import export as module
from explorer.static.export import MADE_WITH, export, made_with
from explorer.static.manifest import NAME as MANIFEST
from explorer.static.manifest import Manifest
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from tests.explorer.serving import Links
from warehouse.explore.errors import StorageError

ROOT = "https://press.example/data/"


def write(data, folder, processes=1):
    copies = InertCopies(Archive(data / "archive"))
    return export(data / "briefings.duckdb", copies, folder, root=ROOT, processes=processes)


def note(folder, *pages):
    """Write pages into the list of a folder, and that something changed."""
    with closing(sqlite3.connect(folder / MANIFEST)) as con, con:
        con.executemany("INSERT INTO pages VALUES (?, ?, ?)", pages)
        con.execute("DELETE FROM state")


def contents(folder):
    """Every file of a folder but the list, and what no export wrote."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in (MANIFEST, "own.txt"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def own(few, tmp_path_factory):
    """A data directory of these tests' own: a file is open in one way in a process."""
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(few, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def site(own, tmp_path_factory):
    # Pictures of every chart take a minute; that they are drawn is shown elsewhere.
    folder = tmp_path_factory.mktemp("static")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(charts, "available", lambda: False)
        done = write(own, folder)
        assert (done.kept, done.removed, done.missing) == (0, 0, 0)
        assert done.made > 40
    return folder


def test_every_link_of_the_files_leads_to_a_file(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        here = "http://files/" + page.relative_to(site).as_posix()
        for link in Links(page.read_text("utf-8")).links:
            target = urlsplit(urljoin(here, link))
            if target.netloc == "files":
                assert (site / unquote(target.path).lstrip("/")).is_file(), (page.name, link)


def test_pages_state_their_policy_where_no_server_does(site):
    for page in site.rglob("*.html"):
        assert "Content-Security-Policy" in page.read_text("utf-8")[:1500], page


def test_the_sitemap_names_every_page(site):
    (index,) = [ElementTree.parse(site / "sitemap.xml").getroot()]
    assert [each[0].text for each in index] == [ROOT + "sitemap-1.xml"]
    named = {unquote(each[0].text.removeprefix(ROOT)) for each in ElementTree.parse(site / "sitemap-1.xml").getroot()}
    files = {p.relative_to(site).as_posix() for p in site.rglob("*.html") if p.parent.name != "archive"}
    assert named <= files
    assert len(files - named) < len(files)


def test_a_second_time_nothing_is_written(own, site, monkeypatch):
    monkeypatch.setattr(charts, "available", lambda: False)
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert write(own, site).made == 0
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == times


def test_what_is_lost_is_written_again_and_what_is_no_more_is_removed(own, site, monkeypatch):
    monkeypatch.setattr(charts, "available", lambda: False)
    lost = next(site.glob("briefings/*.html"))
    lost.unlink()
    (site / "officials/无此人.html").write_text("x")
    (site / "own.txt").write_text("mine")
    note(site, ("officials/无此人", "x", "officials/无此人.html"))
    done = write(own, site)
    assert (done.made, done.removed) == (1, 1)
    assert lost.exists()
    assert not (site / "officials/无此人.html").exists()
    assert (site / "own.txt").exists()


def test_a_manifest_that_was_tampered_with_leads_out_of_no_folder(own, site, tmp_path, monkeypatch):
    monkeypatch.setattr(charts, "available", lambda: False)
    outside, absolute = tmp_path / "outside.txt", tmp_path / "absolute.txt"
    outside.write_text("mine")
    absolute.write_text("mine")
    folder = tmp_path / "static"
    shutil.copytree(site, folder)
    note(folder, ("officials/x", "x", "../outside.txt"), ("officials/y", "y", str(absolute)))
    assert write(own, folder).made == 0
    assert outside.exists()
    assert absolute.exists()


class Stopping:
    """Shows some archived pages and is told to stop at the next."""

    def __init__(self, copies, shown):
        self.copies, self.left = copies, shown

    def document(self, *asked):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return self.copies.document(*asked)


def test_an_export_that_was_stopped_goes_on_where_it_was(own, site, tmp_path, monkeypatch):
    monkeypatch.setattr(charts, "available", lambda: False)
    folder = tmp_path / "static"
    copies = Stopping(InertCopies(Archive(own / "archive")), shown=3)
    with pytest.raises(KeyboardInterrupt):
        export(own / "briefings.duckdb", copies, folder, root=ROOT, processes=1)
    there = contents(folder)
    assert len([name for name in there if name.startswith("archive/")]) == 3
    then = write(own, folder)
    assert (then.kept, then.missing) == (len([name for name in there if name.endswith(".html")]), 0)
    assert contents(folder) == contents(site)
    assert there.items() <= contents(folder).items()


@pytest.mark.soak  # that processes make pages and may die: test_workers.py
def test_two_processes_make_the_same_pages(own, site, tmp_path, monkeypatch):
    monkeypatch.setattr(charts, "available", lambda: False)
    monkeypatch.setattr("explorer.static.export.FEW", 5)
    # Those of measures would have their charts: the other processes can draw.
    monkeypatch.setattr("explorer.static.export.ROOMS", {"briefings": "conferences", "archive": "conferences"})
    assert write(own, tmp_path, processes=2).missing == 0
    assert contents(tmp_path) == contents(site)


def test_two_exports_into_one_folder_are_refused(own, tmp_path):
    with closing(Manifest(tmp_path)) as other:
        other.finish("")
        with pytest.raises(StorageError, match="Another export"):
            write(own, tmp_path)


@pytest.mark.parametrize(
    "name", ["explorer/page.py", "warehouse/database/views/43_restated.sql", "parsers/html/inert.py"]
)
def test_pages_are_made_anew_when_what_they_are_made_with_changes(tmp_path, monkeypatch, name):
    for room in MADE_WITH:
        package, _, within = room.partition("/")
        shutil.copytree(files(package).joinpath(within), tmp_path / room, dirs_exist_ok=True)
    monkeypatch.setattr(module, "files", tmp_path.joinpath)
    before = made_with()
    assert made_with() == before
    with (tmp_path / name).open("a") as file:
        file.write("\n")
    assert made_with() != before


def test_pages_are_made_anew_when_charts_are_drawn_with_another_version(monkeypatch):
    before = made_with()
    monkeypatch.setattr(metadata, "version", lambda name: "0.0")
    assert made_with() != before
