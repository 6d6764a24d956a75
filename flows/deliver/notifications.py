"""Where alarms go: the addresses of BRIEFINGS_NOTIFY_URLS, read when something is sent and handed to nobody else."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import requests

from flows.settings import Settings
from parsers.errors import SettingsError

if TYPE_CHECKING:
    from apprise import NotifyBase

log = logging.getLogger(__name__)

SECONDS = 30
"""A webhook that takes longer was not told."""


def addresses(settings: Settings) -> list[str]:
    """The addresses from the settings.

    Raises:
        SettingsError: one of them is of no known kind. The address itself is a secret and is not shown.
    """
    if settings.notify_urls is None:
        return []
    found = settings.notify_urls.get_secret_value().split()
    for number, url in enumerate(found, 1):
        if not (_is_web(url) or _apprise(url)):
            raise SettingsError(
                f"Address {number} of BRIEFINGS_NOTIFY_URLS is of no known kind: use an Apprise address such as "
                "mailtos://user:password@mail.example?to=desk@example.org or slack://…, or an http(s) webhook."
            )
    return found


def send(urls: Iterable[str], subject: str, body: str) -> list[int]:
    """Send a message to every address; the numbers (from 1) of those that did not take it."""
    return [number for number, took in enumerate(_sent(urls, subject, body), 1) if not took]


def _sent(urls: Iterable[str], subject: str, body: str) -> Iterator[bool]:
    for url in urls:
        try:
            yield _tell(url, subject, body)
        except Exception as error:  # noqa: BLE001 - each service has errors of its own; their text may hold the address
            log.warning("a notification failed: %s", type(error).__name__)
            yield False


def _tell(url: str, subject: str, body: str) -> bool:
    if service := _apprise(url):
        return bool(service.notify(title=subject, body=body))
    return requests.post(url, json={"title": subject, "message": body}, timeout=SECONDS).ok


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _apprise(url: str) -> NotifyBase | None:
    # Imported here: most runs have nothing to tell, and it has a module for every service there is.
    from apprise import Apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log an address it cannot read, password and all
    found: NotifyBase | None = Apprise.instantiate(url)
    return found
