"""A followed site is left alone, and looked at again: from the terminal and from the UI's form."""

from __future__ import annotations

from flows.followed import followed
from flows.ledger.ledger import Ledger
from flows.settings import Settings
from parsers.errors import UsageError


def set_paused(settings: Settings, name: str, *, paused: bool) -> str:
    """Leave a site alone, or look at it again; what to say of it.

    Raises:
        UsageError: it is not followed.
        SiteError, SettingsError: as ``followed``.
    """
    names = [one.site.name for one in followed(settings)]
    if name not in names:
        raise UsageError(f"{name!r} is not followed by {settings.paths.root}; followed are: {', '.join(names)}.")
    with Ledger(settings.paths.ledger) as ledger:
        ledger.looks.pause(name, paused=paused)
    return f"{name} is {'left alone until it is resumed' if paused else 'looked at again'}."
