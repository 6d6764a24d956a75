"""A folder on an object store, or anything else that fsspec reaches by an address: whole files in, errors in sentences.

Credentials and endpoints come from where the store's own tools look for them (for S3: ``AWS_ACCESS_KEY_ID``,
``AWS_SECRET_ACCESS_KEY``, ``AWS_ENDPOINT_URL``, ``~/.aws``).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec

from flows.settings import shown, without_secrets
from parsers.errors import BriefingsError, PublishError, UsageError

OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "r2"}
"""A file appears there when it is complete. Elsewhere it is written under another name and renamed."""

# A store that swallows packets would otherwise hold the run, and its lock, for ten minutes.
OPTIONS: dict[str, dict[str, Any]] = {"s3": {"config_kwargs": {"connect_timeout": 10}}}


class Remote:
    """The folder at ``url``.

    Raises:
        UsageError: no such kind of address, or what is needed for it is not installed.
    """

    def __init__(self, url: str) -> None:
        self.name, self._url = shown(url), url
        try:
            self._fs: Any
            self._fs, self._root = fsspec.url_to_fs(url, **OPTIONS.get(url.partition(":")[0], {}))
        except ImportError as error:
            how = "pip install 'briefings[s3]'" if url.startswith("s3") else str(error)
            raise UsageError(f"{self.name} needs a package that is not installed: {how}.") from error
        except ValueError as error:
            reason = without_secrets(str(error), url)
            raise UsageError(f"{self.name} is no address that can be written to ({reason}).") from None
        kinds = self._fs.protocol if isinstance(self._fs.protocol, tuple | list) else (self._fs.protocol,)
        self._whole = bool(OBJECT_STORES & set(kinds))
        self._fs.invalidate_cache()  # listings of an earlier run in this process

    def put(self, file: Path, path: str) -> None:
        """Write a local file; a reader sees the old file or the new one."""
        with self._explained(), self._appearing(self._path(path)) as target:
            self._fs.put_file(str(file), target)

    def put_bytes(self, content: bytes, path: str) -> None:
        """Write ``content``; a reader sees the old file or the new one."""
        with self._explained(), self._appearing(self._path(path)) as target:
            self._fs.pipe_file(target, content)

    def copy(self, source: str, path: str) -> None:
        """Write a file that is there already under a second name, without sending it again where the store can."""
        with self._explained(), self._appearing(self._path(path)) as target:
            if self._whole:
                self._fs.cp_file(self._path(source), target)
                return
            with self._fs.open(self._path(source), "rb") as old, self._fs.open(target, "wb") as new:
                shutil.copyfileobj(old, new, 1 << 20)

    def read(self, path: str) -> bytes | None:
        """A file's content; None when there is none."""
        with self._explained():
            try:
                return bytes(self._fs.cat_file(self._path(path)))
            except FileNotFoundError:
                return None

    def files(self, path: str) -> list[str]:
        """Every file below ``path``, relative to the folder."""
        with self._explained():
            self._fs.invalidate_cache()
            found = self._fs.find(self._path(path))
        return [name[len(self._path("")) :] for name in found]

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; one that is gone already does not matter."""
        with self._explained():
            for path in paths:
                if self._fs.exists(self._path(path)):
                    self._fs.rm_file(self._path(path))

    def _path(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"

    @contextmanager
    def _appearing(self, path: str) -> Iterator[str]:
        if self._whole:
            yield path
            return
        self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        yield f"{path}.part"
        self._fs.mv(f"{path}.part", path)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except BriefingsError:
            raise
        # Each store's library has errors of its own, some not even OSErrors.
        except Exception as error:  # noqa: BLE001
            reason = " ".join(str(error).split()) or type(error).__name__
            reason = without_secrets(reason, self._url)[:300]
            # Not `from error`: its own words, with what was taken out of them here, would be logged with it.
            raise PublishError(f"{self.name} cannot be used ({reason}).", url=self.name) from None
