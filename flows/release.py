"""Which release of briefings this is, and where it runs."""

from __future__ import annotations


def installed_version() -> str:
    """The version of the installed package; ``0`` where the code runs without being installed."""
    # Imported here: it is asked for by few commands and takes its time.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("briefings")
    except PackageNotFoundError:
        return "0"


def unsupported() -> str | None:
    """Why this system cannot run the command; None where it can."""
    try:
        import fcntl  # noqa: F401 - locks that the kernel frees when a process dies; Windows has none
    except ImportError:
        return (
            "it runs on Linux and macOS, and this system has no file locks of theirs. On Windows use it within WSL; the"
            " reader copy can be read there, too, with any DuckDB, or in Python with warehouse.connect."
        )
    return None
