"""Files of the folder: whole or not there, and never outside it."""

from __future__ import annotations

from pathlib import Path


def inside(name: str) -> bool:
    """Whether a file of that name lies in the folder."""
    return not name.startswith("/") and ".." not in name.split("/")


def replace(path: Path, content: bytes) -> bool:
    """Write a file unless it is so already; whether it was written."""
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name[:80]}.part")
    part.write_bytes(content)
    part.replace(path)
    return True


def remove(folder: Path, names: set[str]) -> None:
    """Remove files that an export wrote; a name that leads out of the folder is none of them."""
    for name in names:
        if inside(name):
            (folder / name).unlink(missing_ok=True)
