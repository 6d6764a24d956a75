"""Where alerts go: each address of BRIEFINGS_NOTIFY_URLS becomes a notification block on the Prefect server."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import cast
from uuid import UUID

from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.notifications import CustomWebhookNotificationBlock, SlackWebhook

from flows.settings import Settings
from parsers.errors import SettingsError

BLOCK = "briefings-alerts"


def addresses(settings: Settings) -> list[str]:
    """The addresses from the settings.

    Raises:
        SettingsError: one of them is of no known kind. The address itself is a secret and is not shown.
    """
    if settings.notify_urls is None:
        return []
    found = settings.notify_urls.get_secret_value().split()
    for number, url in enumerate(found, 1):
        if not (_is_web(url) or _known_to_apprise(url)):
            raise SettingsError(
                f"Address {number} of BRIEFINGS_NOTIFY_URLS is of no known kind: use an Apprise address such as "
                "mailtos://user:password@mail.example?to=desk@example.org or slack://…, or an http(s) webhook."
            )
    return found


def save_blocks(urls: Iterable[str]) -> list[UUID]:
    """Store the addresses as blocks on the server, replacing those of the last call; their ids."""
    found: list[UUID] = []
    for number, url in enumerate(urls, 1):
        found.append(cast(UUID, _block(url).save(f"{BLOCK}-{number}", overwrite=True)))
    return found


def _block(url: str) -> NotificationBlock:
    if _is_web(url) and not _known_to_apprise(url):
        return CustomWebhookNotificationBlock(
            name="briefings", url=url, json_data={"title": "{{subject}}", "message": "{{body}}"}
        )
    # This block hands whatever address it holds to Apprise; Prefect has none named after Apprise itself.
    return SlackWebhook(url=url)


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _known_to_apprise(url: str) -> bool:
    from apprise import Apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log an address it cannot read, password and all
    return Apprise.instantiate(url) is not None
