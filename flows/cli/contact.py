"""What a command says before it asks a site for the first time."""

from __future__ import annotations

from flows.console import note
from flows.settings import Settings
from parsers.sites.definition import load_site


def check_contact(settings: Settings) -> None:
    """Say on stderr that the site is asked without a contact, where that is so.

    Raises:
        SiteError: no such site, or a mistake in its definition.
    """
    if said := settings.unreachable(load_site(settings.site, base_url=settings.base_url).hosts):
        note(f"warning: {said}")
