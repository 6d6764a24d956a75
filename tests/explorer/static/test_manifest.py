"""The list of pages: what is wrong with it is said, and an earlier one is taken over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from explorer.static.manifest import EARLIER, NAME, Manifest, Wanted, explained
from warehouse.explore.errors import StorageError

MANY = [Wanted("others", f"topics/{number}", stamp="now") for number in range(5000)]


@contextmanager
def opened(folder: Path) -> Iterator[Manifest]:
    """As an export has it."""
    with explained(folder), closing(Manifest(folder)) as manifest:
        yield manifest


def test_a_damaged_list_says_what_to_do(tmp_path: Path) -> None:
    with closing(Manifest(tmp_path)) as manifest:
        manifest.want(MANY)
    with (tmp_path / NAME).open("r+b") as file:
        file.seek(4096)  # what stands before it tells which tables there are
        file.write(b"x" * 200_000)
    with pytest.raises(StorageError, match="Remove it and start again"), opened(tmp_path) as manifest:
        manifest.want(MANY)


def test_a_full_disk_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Make room"), opened(tmp_path) as manifest:
        manifest._con.execute("PRAGMA max_page_count = 10")  # to SQLite a disk of that size
        manifest.want(MANY)


def test_files_of_the_earlier_list_are_known(tmp_path: Path) -> None:
    earlier = {
        "": "state",
        "index": "|index.html index.json",
        "officials/岑晚舟": "now|officials/岑晚舟.html",
        "officials/gone": "now|officials/gone.html officials/gone.csv",
    }
    text = json.dumps(earlier, ensure_ascii=False, indent=0)
    (tmp_path / EARLIER).write_text(text + '\n"officials/cut off": "no', "utf-8")
    with closing(Manifest(tmp_path)) as manifest:
        manifest.want([Wanted("others", "index"), Wanted("officials", "officials/岑晚舟", stamp="now")])
        assert manifest.no_more() == ["officials/gone"]
        assert manifest.forget("officials/gone") == {"officials/gone.html", "officials/gone.csv"}
        assert [(known.stamp, known.files) for known in manifest.wanted()] == [
            ("", {"index.html", "index.json"}),
            ("", {"officials/岑晚舟.html"}),
        ]
        assert manifest.state == ""
    assert not (tmp_path / EARLIER).exists()


def test_the_earlier_list_is_left_to_the_export_that_writes_there(tmp_path: Path) -> None:
    with closing(Manifest(tmp_path)):
        (tmp_path / EARLIER).write_text("{}", "utf-8")
        with pytest.raises(StorageError, match="Another export"), explained(tmp_path):
            Manifest(tmp_path)
        assert (tmp_path / EARLIER).exists()
