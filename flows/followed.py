"""The sites that a data directory follows: their definitions are kept in its folder ``sites/``, one file a site.

A kept definition is the user's: it may be edited, and every run notes the hash of the one it went by. Where nobody has said
what is followed, it is what was read there; a run leaves a copy of the definition it went by, so that a name is enough.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from shlex import join
from urllib.parse import urljoin

from flows.disk import unusable
from flows.ledger.ledger import Ledger
from flows.settings import Settings, definition_of
from parsers.errors import BriefingsError, SettingsError, UsageError
from parsers.sites.definition import Site, bundled_sites, load_site, read_site

REMOVED = ".toml.removed"
"""The end of the name of a definition that is followed no longer."""
_NAME = re.compile(r"[\w-]+")


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
    the one of BRIEFINGS_SITE, else those that were read here, else the default; by name.

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
    """What ``load_site`` takes for each followed site, unread; none where nobody said which, and of what was read here no
    definition is known, as of data of an older release."""
    kept = [str(path) for path in sorted(settings.paths.sites.glob("*.toml"))]
    if kept or settings.names_sites:
        return kept or [known(settings, one) or one for one in settings.several or [settings.site]]
    read = read_here(settings)
    return [found for name in read if (found := known(settings, name))] if read else [settings.site]


def known(settings: Settings, name: str) -> str | None:
    """What ``load_site`` takes for the site of this name: a definition that was followed or read here goes before the
    bundled one; None where there is none."""
    if not _NAME.fullmatch(name):
        return None
    sites = settings.paths.sites
    own = (sites / f"{name}.toml", settings.paths.definitions / f"{name}.toml", sites / f"{name}{REMOVED}")
    bundled = definition_of(name) if name == "sample" or name in bundled_sites() else None
    return next((str(path) for path in own if path.exists()), bundled)


def read_here(settings: Settings) -> list[str]:
    """The names of the sites that were read here and not removed since; writes nothing."""
    if not settings.paths.ledger.exists():
        return []
    with Ledger(settings.paths.ledger) as ledger:
        return [name for name in ledger.sites() if not (settings.paths.sites / f"{name}{REMOVED}").exists()]


def remember(settings: Settings, name: str) -> None:
    """Keep a copy of the definition that a run goes by: from now on the site's name is enough here.

    Raises:
        OSError: it cannot be written.
    """
    definition = Path(settings.site)
    ours = definition == Path(definition_of("sample")) or settings.site in bundled_sites()
    if ours or definition.absolute().is_relative_to(settings.paths.root):
        return
    source, copy = definition.read_bytes(), settings.paths.definitions / f"{name}.toml"
    if not copy.exists() or copy.read_bytes() != source:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = copy.with_suffix(".part")
        part.write_bytes(source)
        part.replace(copy)


def chosen(settings: Settings, names: Sequence[str] = (), *, lenient: bool = False) -> list[Settings]:
    """The settings of each site that is meant, by name: of those named, or of all that are followed.

    Args:
        names: names of followed or bundled sites, or paths of TOML files.
        lenient: take a definition with a mistake too: whoever works on that site finds it, and the others go on.

    Raises:
        SiteError, SettingsError: as ``followed``; also where a base URL is set and several sites are meant.
        UsageError: no site was named, and nobody knows how the data's own are read.
    """
    if not names and not definitions_of(settings):
        raise UsageError(_of_others(settings))
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
    definitions = definitions_of(settings)
    wrong = [] if definitions else [_of_others(settings)]
    for one in definitions:
        try:
            site = _followed(one, settings)
        except BriefingsError as error:
            wrong.append(str(error))
        else:
            found[site.site.name] = site
    return [found[name] for name in sorted(found)], wrong


def _kept(settings: Settings, name: str) -> str:
    """A followed site's own definition goes before the bundled one of its name."""
    if not _NAME.fullmatch(name):
        return name
    own = settings.paths.sites / f"{name}.toml"
    if own.exists():
        return str(own)
    named = (one.definition for one in readable(settings)[0] if one.site.name == name)
    return next(named, None) or known(settings, name) or name


def _of_others(settings: Settings) -> str:
    """Whoever forgets --site must not be told "nothing new" of a site that was never read here."""
    read = read_here(settings)
    options = " or ".join(f"--site {name}.toml" for name in read)
    return (
        f"{settings.paths.root} holds {', '.join(read)} and nothing of {settings.site}, which is meant where no site is"
        f" named. Name it: {options} (the path of its definition), or set BRIEFINGS_SITE."
    )


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
    text = source_of(definition).decode("utf-8-sig")
    if base_url:
        text = _moved(text, site)
    target = settings.paths.sites / f"{site.name}.toml"
    if target.exists():
        again = join(["briefings", "sites", "add", name_or_path, *(["--base-url", base_url] if base_url else [])])
        raise UsageError(_already(site.name, target, text, again))
    for one in readable(settings)[0] if any(settings.paths.sites.glob("*.toml")) else []:
        if shared := _lists(site) & _lists(one.site):
            raise UsageError(
                f"{one.site.name} reads the list {min(shared)} already: a list and its pages belong to one site of a data"
                " directory. Give the other a directory of its own."
            )
    read_site(text.encode(), path=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    except OSError as error:
        raise SettingsError(str(unusable(error))) from error
    return site


def _already(name: str, kept: Path, text: str, again: str) -> str:
    """What to say to whoever adds a followed site: who mended a file of his own must not take it for followed."""
    if kept.read_bytes() == text.encode():
        return f"{name} is followed already; its definition is {kept}."
    return (
        f"{name} is followed already by another definition, {kept}, and nothing was changed. Edit that file, or replace it:"
        f" `briefings sites remove {name}` (what was read stays), then `{again}`."
    )


def keep_implied(settings: Settings, besides: str | None = None) -> tuple[list[Site], list[str]]:
    """Keep the definitions of the sites that were followed without a file, before the first one is added or removed: from
    then on only files count, and a directory of years must not fall silent. Those that are kept, and what is said of
    each that cannot be.

    Args:
        besides: the name of the site that is about to be added.

    Raises:
        SettingsError: a copy cannot be written.
    """
    read = [] if settings.names_sites else read_here(settings)
    if any(settings.paths.sites.glob("*.toml")) or not (settings.names_sites or read):
        return [], []
    lost = [
        f"{name} was read here too, by a definition that is not known: `briefings sites add {name}.toml`."
        for name in read
        if name != besides and not known(settings, name)
    ]
    kept = []
    for one in readable(settings)[0]:
        try:
            if one.site.name != besides:
                kept.append(follow(settings, one.definition))
        except SettingsError:
            raise
        except UsageError as error:
            lost.append(f"{one.site.name} is followed no longer: {error}")
    return kept, lost


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
    if not settings.names_sites and name in read_here(settings):
        keep_implied(settings)
    if not kept.exists():
        names = ", ".join(path.stem for path in sorted(settings.paths.sites.glob("*.toml"))) or "none"
        raise UsageError(f"{name!r} is not followed by {settings.paths.root}; followed are: {names}.")
    aside = kept.with_name(f"{name}{REMOVED}")
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
