"""The sites that a data directory follows: their definitions are kept in its folder ``sites/``, one file a site.

A kept definition is the user's: it may be edited, and every run notes the hash of the one it went by.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from urllib.parse import urljoin

from flows.disk import unusable
from flows.ledger.ledger import Ledger
from flows.settings import Settings, definition_of
from parsers.errors import BriefingsError, SettingsError, UsageError
from parsers.sites.definition import Site, bundled_sites, load_site, read_site


@dataclass(frozen=True, slots=True)
class FollowedSite:
    """One site that is followed, and the definition it is followed by."""

    site: Site
    definition: str
    """What ``load_site`` takes: a bundled name or the path of a TOML file."""
    sha256: str
    """Of the definition's bytes."""


def followed(settings: Settings) -> list[FollowedSite]:
    """The sites meant where a command names none: those of the folder ``sites/``, else those of BRIEFINGS_SITES, else
    the one of BRIEFINGS_SITE; by name.

    Raises:
        SiteError: a definition is missing or has a mistake (file and line).
        SettingsError: two definitions have one name, which begins the ids of both.
    """
    found = [_followed(one, settings) for one in definitions_of(settings)]
    names = [one.site.name for one in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SettingsError(f"Two definitions are called {twice[0]!r}, which begins the ids of both: rename one.")
    return sorted(found, key=lambda one: one.site.name)


def definitions_of(settings: Settings) -> list[str]:
    """What ``load_site`` takes for each followed site, unread."""
    kept = [str(path) for path in sorted(settings.paths.sites.glob("*.toml"))]
    return kept or settings.several or [settings.site]


def chosen(settings: Settings, names: Sequence[str] = (), *, lenient: bool = False) -> list[Settings]:
    """The settings of each site that is meant, by name: of those named, or of all that are followed.

    Args:
        names: names of followed or bundled sites, or paths of TOML files.
        lenient: take a definition with a mistake too: whoever works on that site finds it, and the others go on.

    Raises:
        SiteError, SettingsError: as ``followed``; also where a base URL is set and several sites are meant.
    """
    if lenient:
        given = [_kept(settings, name) for name in names] or definitions_of(settings)
        return [settings.model_copy(update={"site": one}) for one in dict.fromkeys(given)]
    if names:
        definitions = list(dict.fromkeys(_kept(settings, name) for name in names))
        sites = sorted((_followed(one, settings) for one in definitions), key=lambda one: one.site.name)
    else:
        sites = followed(settings)
    if settings.base_url and len(sites) > 1:
        every = ", ".join(one.site.name for one in sites)
        raise SettingsError(f"One base URL cannot stand for several sites ({every}): name one with --site.")
    return [settings.model_copy(update={"site": one.definition}) for one in sites]


def readable(settings: Settings) -> tuple[list[FollowedSite], list[str]]:
    """The followed sites whose definitions hold, by name, and what is wrong with the others, a sentence each."""
    found: dict[str, FollowedSite] = {}
    wrong = []
    for one in definitions_of(settings):
        try:
            site = _followed(one, settings)
        except BriefingsError as error:
            wrong.append(str(error))
        else:
            found[site.site.name] = site
    return [found[name] for name in sorted(found)], wrong


def _kept(settings: Settings, name: str) -> str:
    """A followed site's own definition goes before the bundled one of its name."""
    if not re.fullmatch(r"[\w-]+", name):
        return name
    own = settings.paths.sites / f"{name}.toml"
    if own.exists():
        return str(own)
    named = (one.definition for one in readable(settings)[0] if one.site.name == name)
    return next(named, definition_of(name))


def _followed(definition: str, settings: Settings) -> FollowedSite:
    site = load_site(definition, base_url=settings.base_url)
    return FollowedSite(site, definition, hashlib.sha256(source_of(definition)).hexdigest())


def source_of(definition: str) -> bytes:
    """The bytes of a definition that ``load_site`` took."""
    if definition in bundled_sites():
        return (resources.files("parsers.sites") / "bundled" / f"{definition}.toml").read_bytes()
    return Path(definition).read_bytes()


def follow(settings: Settings, name_or_path: str, *, base_url: str | None = None) -> Site:
    """Keep a site's definition with the data directory; from now on runs without ``--site`` read it too.

    Args:
        base_url: written into the kept copy in the place of the definition's own scheme, host and port.

    Raises:
        SiteError: no such definition, or a mistake in it.
        UsageError: the site is followed already, or one of its lists is.
        SettingsError: the copy cannot be written.
    """
    definition = definition_of(name_or_path)
    site = load_site(definition, base_url=base_url)
    target = settings.paths.sites / f"{site.name}.toml"
    if target.exists():
        raise UsageError(f"{site.name} is followed already; its definition is {target}.")
    for one in readable(settings)[0] if any(settings.paths.sites.glob("*.toml")) else []:
        if shared := _lists(site) & _lists(one.site):
            raise UsageError(
                f"{one.site.name} reads the list {min(shared)} already: a list and its pages belong to one site of a data"
                " directory. Give the other a directory of its own."
            )
    text = source_of(definition).decode("utf-8-sig")
    if base_url:
        text = _moved(text, site)
    read_site(text.encode(), path=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    except OSError as error:
        raise SettingsError(str(unusable(error))) from error
    return site


def keep_implied(settings: Settings, seen: Collection[str], adding: str) -> list[Site]:
    """Keep the definitions of the sites that were followed without a file, before the first one is added: from then on
    only files count, and a directory of years must not fall silent.

    Args:
        seen: names of sites that were read here.
        adding: the name or path of the site that is about to be added.

    Raises:
        SiteError, UsageError, SettingsError: as ``follow``.
    """
    if any(settings.paths.sites.glob("*.toml")):
        return []
    name = load_site(definition_of(adding)).name
    meant = {one.site.name: one for one in readable(settings)[0] if settings.names_sites or one.site.name in seen}
    return [follow(settings, one.definition) for one in meant.values() if one.site.name != name]


def _lists(site: Site) -> set[str]:
    return {urljoin(site.base_url, url) for url in site.listing.urls}


def _moved(text: str, site: Site) -> str:
    """The definition's text with another address; its own hosts lead there."""
    hosts = ", ".join(f'"{host}"' for host in sorted(site.hosts))
    text = re.sub(r"(?m)^base_url\s*=.*$", f'base_url = "{site.base_url}"', text, count=1)
    return re.sub(r"(?m)^hosts\s*=\s*\[[^\]]*\]", f"hosts = [{hosts}]", text, count=1)


def unfollow(settings: Settings, name: str) -> Path:
    """Follow a site no longer: its definition is set aside, everything read from it stays. Where the definition went.

    Raises:
        UsageError: it is not followed.
        SettingsError: the file cannot be moved.
    """
    kept = settings.paths.sites / f"{name}.toml"
    if not kept.exists():
        names = ", ".join(path.stem for path in sorted(settings.paths.sites.glob("*.toml"))) or "none"
        raise UsageError(f"{name!r} is not followed by {settings.paths.root}; followed are: {names}.")
    aside = kept.with_suffix(".toml.removed")
    try:
        return kept.replace(aside)
    except OSError as error:
        raise SettingsError(str(unusable(error))) from error


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
