"""What the verbs that work on existing data make sure of first: that there is some, and of the sites that are meant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.followed import chosen
from flows.settings import Settings, load_settings
from parsers.errors import WarehouseError
from parsers.sites.definition import load_site
from warehouse.database.published import no_data


def existing(*, data_dir: Path | None, site: Sequence[str] = (), required: bool = True) -> list[Settings]:
    """The settings, one for each site that is meant, of a verb that works on data that is there; writes nothing.

    Args:
        data_dir: as the verb's option.
        site: as the verb's option.
        required: refuse a data directory that nothing was fetched into.

    Raises:
        SettingsError: a setting is wrong.
        SiteError: a definition is missing or wrong.
        WarehouseError: there is no data.
        UsageError: no site was named, and nobody knows how the data's own are read.
    """
    settings = load_settings(data_dir=data_dir)
    if required and not settings.paths.ledger.exists() and not settings.paths.warehouse.exists():
        raise WarehouseError(no_data(settings.paths.root))
    return chosen(settings, site)


def only(sites: list[Settings], name: str | None) -> list[Settings]:
    """Of several sites the one of this name, where it is among them: what is asked for concerns no other."""
    return [one for one in sites if load_site(one.site).name == name] or sites
