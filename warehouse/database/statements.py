"""SQL texts of the package by name: ``sql("load/stage")`` is ``warehouse/load/sql/stage.sql``; and quoting for the few
statements (COPY, ATTACH, CREATE) that take no parameters."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Script:
    """One .sql file of the package."""

    name: str
    text: str

    @property
    def version(self) -> int:
        """The number the file name starts with."""
        return int(self.name.split("_", 1)[0])

    @property
    def sha256(self) -> str:
        """Hash of the text, to notice that an applied file was edited."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def header(self) -> dict[str, str]:
        """The leading comment's ``-- key: value`` lines."""
        pairs = {}
        for line in self.text.splitlines():
            if not line.startswith("--"):
                break
            key, colon, value = line[2:].partition(":")
            if colon:
                pairs[key.strip()] = value.strip()
        return pairs


@cache
def sql(name: str) -> str:
    """The text of the statement ``<room>/<name>``: the file ``warehouse/<room>/sql/<name>.sql``."""
    room, _, statement = name.partition("/")
    return files("warehouse").joinpath(room, "sql", f"{statement}.sql").read_text("utf-8")


@cache
def scripts(folder: str) -> tuple[Script, ...]:
    """The .sql files of ``warehouse/<folder>``, by name."""
    found = [entry for entry in files("warehouse").joinpath(folder).iterdir() if entry.name.endswith(".sql")]
    return tuple(Script(entry.name[:-4], entry.read_text("utf-8")) for entry in sorted(found, key=lambda e: e.name))


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
