"""The archive: content-addressed, written once, verified when read."""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
from pathlib import Path

import pytest

from flows.archive import store
from flows.archive.store import Archive
from parsers.errors import ArchiveError

RAW = "<html>澜海</html>".encode()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def test_a_body_comes_back_byte_for_byte_under_the_hash_of_its_bytes(archive: Archive) -> None:
    sha256 = archive.put(RAW)
    assert sha256 == hashlib.sha256(RAW).hexdigest()
    assert archive.get(sha256) == RAW
    assert archive.path(sha256).parent.name == sha256[:2]


def test_the_same_body_is_kept_once_and_its_file_not_touched(archive: Archive) -> None:
    path = archive.path(archive.put(RAW))
    before = path.stat()
    archive.put(RAW)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert archive.size().pages == 1


def test_size_counts_bodies_and_bytes_on_disk(archive: Archive) -> None:
    assert archive.size().pages == 0
    paths = [archive.path(archive.put(raw)) for raw in (b"one", b"two")]
    assert archive.size().bytes == sum(path.stat().st_size for path in paths)


def test_a_missing_body_is_an_error_that_says_what_to_do(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="not in the archive"):
        archive.get("0" * 64)


@pytest.mark.parametrize(
    "content",
    [b"", b"not gzip", gzip.compress(RAW, mtime=0)[:-9], gzip.compress(b"something else", mtime=0)],
    ids=["empty", "not gzip", "cut", "another page"],
)
def test_a_damaged_body_is_never_returned_and_is_healed_by_the_next_put(archive: Archive, content: bytes) -> None:
    path = archive.path(archive.put(RAW))
    path.chmod(0o644)
    path.write_bytes(content)
    with pytest.raises(ArchiveError):
        archive.get(hashlib.sha256(RAW).hexdigest())
    assert archive.get(archive.put(RAW)) == RAW


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_file(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="not the SHA-256"):
        archive.path(name)


def test_a_killed_writer_leaves_nothing_that_counts_and_is_swept(archive: Archive) -> None:
    path = archive.path(archive.put(RAW))
    (path.parent / ".x1.part").write_bytes(b"half")
    assert archive.size().pages == 1
    assert archive.sweep() == 1
    assert archive.sweep() == 0


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """What was written to disk for good, in this order: (device, inode)."""
    done, really = [], os.fsync

    def fsync(handle: int) -> None:
        status = os.fstat(handle)
        really(handle)
        done.append((status.st_dev, status.st_ino))

    monkeypatch.setattr(os, "fsync", fsync)
    return done


def identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def test_a_kept_body_is_on_disk_with_every_folder_that_leads_to_it(
    archive: Archive, synced: list[tuple[int, int]]
) -> None:
    path = archive.path(archive.put(RAW))
    assert synced == [identity(place) for place in (path, path.parent, archive.root, archive.root.parent)]
    synced.clear()
    archive.put(RAW)
    assert synced == []


def test_what_a_killed_process_left_is_on_disk_before_it_counts_as_kept(
    archive: Archive, synced: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(store, "sync", killed)
        archive.put(RAW)
    path = archive.path(hashlib.sha256(RAW).hexdigest())
    assert synced == [identity(path)]
    archive.put(RAW)
    assert synced[1:] == [identity(place) for place in (path.parent, archive.root, archive.root.parent)]


def test_many_threads_may_keep_the_same_body(archive: Archive) -> None:
    threads = [threading.Thread(target=archive.put, args=(RAW,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert archive.size().pages == 1
    assert archive.get(hashlib.sha256(RAW).hexdigest()) == RAW
    assert archive.sweep() == 0


def test_an_archive_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    with pytest.raises(ArchiveError, match="could not be written"):
        Archive(tmp_path / "archive").put(RAW)
