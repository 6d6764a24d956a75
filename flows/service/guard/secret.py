"""The password of the Prefect server, where BRIEFINGS_AUTH_FILE asks for one: in a file that its owner alone can read."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from parsers.errors import SettingsError

SERVER, CLIENT = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"
"""Prefect's settings: what its server asks for, what its clients say."""
_FORM = re.compile(r"[^\s:]+:\S+")


def authentication(file: Path | None) -> dict[str, str]:
    """Environment of server and clients: the password of the file, else what the operator set for the server.

    Raises:
        SettingsError: the file is readable by others, or does not hold user:password.
    """
    said = auth_string(file) if file else os.environ.get(SERVER)
    return {SERVER: said, CLIENT: said} if said else {}


def auth_string(file: Path) -> str:
    """``user:password`` of the file, which is made with a new password when it is missing.

    Raises:
        SettingsError: the file cannot be read or made, is readable by others, or does not hold user:password.
    """
    try:
        _make(file)
        if file.stat().st_mode & 0o077:
            raise SettingsError(f"The password file {file} can be read by others: chmod 600 {file}.")
        said = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The password file {file} (BRIEFINGS_AUTH_FILE) cannot be used: {error}.") from error
    if not _FORM.fullmatch(said):
        raise SettingsError(f"The password file {file} must hold one line: user:password, without blanks.")
    return said


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError):
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.write(handle, f"briefings:{secrets.token_urlsafe(24)}\n".encode())
        os.close(handle)
