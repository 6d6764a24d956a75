"""Why a process of ours did not start, in a sentence: from the disk it writes to and from what it printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOM = 1_000_000
"""Bytes; with less a database cannot begin, and even the log of the failure may be missing."""

_KNOWN = (
    (r"disk is full|No space left", "there is no room left on the disk of {folder}. Make room and start again."),
    (r"[Aa]ddress already in use", "another program uses its port: choose another with --port."),
    (
        r"readonly database|Permission denied|unable to open database file|Read-only file system",
        "{folder} cannot be written by this user: correct its owner and rights (chown, chmod).",
    ),
    (
        r"file is not a database|disk image is malformed",
        "{folder}/prefect.db is damaged: restore it from a backup, or move it away, which loses run history only.",
    ),
    (
        r"Can't locate revision",
        "the run history in {folder} was written by a newer Prefect: install that version again, or restore a backup.",
    ),
)
_RAISED = re.compile(r"^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Failure)\b: .+", re.M)


def reason(log: Path, since: int = 0) -> str:
    """The end of the sentence "it did not start: …".

    Args:
        log: what the process printed.
        since: its bytes before the process began; older troubles do not count.
    """
    said = _said(log, since)
    if own := re.findall(r"^briefings: (.+)", said, re.M):
        return str(own[-1])[:500]
    for pattern, meaning in _KNOWN:
        if re.search(pattern, said):
            return meaning.format(folder=log.parent)
    if shutil.disk_usage(log.parent).free < ROOM:
        return _KNOWN[0][1].format(folder=log.parent)
    raised = _RAISED.findall(said)
    lines = raised or [line for line in said.splitlines() if line.strip()] or ["it said nothing."]
    return str(lines[-1]).strip()[:500]


def _said(log: Path, since: int) -> str:
    try:
        with log.open("rb") as file:
            file.seek(since)
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""
