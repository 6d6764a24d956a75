"""Which release of briefings this is."""

from __future__ import annotations


def installed_version() -> str:
    """The version of the installed package; ``0`` where the code runs without being installed."""
    # Imported here: it is asked for by few commands and takes its time.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("briefings")
    except PackageNotFoundError:
        return "0"
