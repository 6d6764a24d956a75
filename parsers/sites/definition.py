"""Site definitions: the TOML file of a site as frozen records; every mistake is named with file and line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit, urlunsplit

from parsers.errors import SiteError
from parsers.html.urls import join
from parsers.sites.schedule import USUAL, Schedule, cron_line
from parsers.sites.toml_reader import TomlReader

ListFormat = Literal["html", "jpage", "json", "rss", "sitemap"]
FEEDS = ("rss", "sitemap")
"""Formats with elements of their own for address, title and date."""


@dataclass(frozen=True, slots=True)
class ListingRules:
    """Where the list pages are and how to read them."""

    urls: tuple[str, ...]
    """First list pages, relative to base_url. ``{year}`` ``{month}`` (``{month:02}``) make one per month,
    ``{start}`` ``{end}`` count records from 1."""
    item: str
    """CSS selector of one entry."""
    link: str = "a"
    """The link inside an entry; its ``title`` attribute or text is the title."""
    date: str | None = None
    """The date inside an entry; None: the first date in the entry's text."""
    next: str | None = None
    """Address of the later list pages with ``{page}``, relative to the first."""
    second_page: int = 2
    """What ``{page}`` is for the second list page (TRS sites: 1)."""
    format: ListFormat = "html"
    """``jpage``: an XML answer whose ``<record>`` elements hold HTML in CDATA. ``json``: ``item`` is the path to the entries
    (``data.list``), ``link``, ``title`` and ``date`` are keys of one; ``link`` may be made of keys (``/detail.html?id={id}``). ``rss``: RSS or Atom; ``sitemap``."""
    title: str = "title"
    """Key of an entry's title in JSON."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields to POST; without any, list pages are asked for with GET. A value may hold ``{page}``, ``{start}``, ``{end}``."""
    records_per_page: int = 45
    """Distance of ``{start}`` between two list pages."""
    title_matches: str | None = None
    """Regular expression; links whose title does not match are not fetched."""
    expect_per_month: tuple[int, int] | None = None
    """Fewest and most transcripts of a normal month."""


@dataclass(frozen=True, slots=True)
class ArticleRules:
    """Where the parts of an article page are; of several selectors the first that yields text counts."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    date: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    """What is taken out of the body before reading."""
    next: tuple[str, ...] = ()
    """Links to the other pages of an article, where a transcript goes over several."""
    question: tuple[str, ...] = ()
    """Elements of the body that hold a question, where only the markup says so."""
    answer: tuple[str, ...] = ()
    """Elements of the body that hold an answer."""
    who: tuple[str, ...] = ()
    """Elements of the body that name who speaks in what follows."""
    date_in_url: bool = False
    """Whether the address states the day (``/2025/11/01/``, ``t20251101_``)."""


@dataclass(frozen=True, slots=True)
class Politeness:
    """How the site may be asked."""

    delay_seconds: float = 2.0
    """Least time between two requests to one host."""
    concurrency: int = 1
    """Most requests under way at once."""
    ca_file: str | None = None
    """PEM file of the certificate authority, where the site's is not a public one."""
    legacy_tls: bool = False
    """Allow the old TLS renegotiation that OpenSSL 3 refuses."""


Level = Literal["national", "province", "municipality", "city", "district", "other"]


@dataclass(frozen=True, slots=True)
class Area:
    """What the site's press office speaks for."""

    level: Level = "other"
    province: str | None = None
    """Official name of the province or municipality, such as 上海市."""
    division: str | None = None
    """Six digits of GB/T 2260, such as 310000."""


@dataclass(frozen=True, slots=True)
class Site:
    """One site's definition."""

    name: str
    title: str
    base_url: str
    """Scheme, host and port, no trailing slash."""
    hosts: frozenset[str]
    """Host names that may be fetched."""
    timezone: str
    listing: ListingRules
    article: ArticleRules
    politeness: Politeness
    area: Area = Area()
    schedule: Schedule = USUAL
    replaces: frozenset[str] = frozenset()
    """The definition's own hosts when base_url was overridden: links to them lead to base_url instead."""

    def allows(self, url: str) -> bool:
        """Whether this address may be fetched: http(s) on one of the site's hosts, at the site's port.

        Another port is another server. Only https may have any: there the certificate says whose it is.
        """
        try:
            parts, base = urlsplit(url), urlsplit(self.base_url)
            usual = (None, 80, 443) if base.port is None else (base.port,)
            at_home = parts.scheme == "https" or parts.port in usual
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and parts.hostname in self.hosts and at_home

    def resolve(self, href: str, page_url: str) -> str | None:
        """``href`` found on ``page_url`` as a normalised absolute address; None when it is no http address."""
        url = join(page_url, href)
        if url and self.replaces:
            parts, base = urlsplit(url), urlsplit(self.base_url)
            if parts.hostname in self.replaces:
                return urlunsplit(parts._replace(scheme=base.scheme, netloc=base.netloc))
        return url


def bundled_sites() -> list[str]:
    """Names of the definitions that come with the package, sorted."""
    folder = resources.files("parsers.sites") / "bundled"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def fewest_per_month(*sites: Site) -> dict[str, int]:
    """Site → fewest transcripts of a normal month, of these sites and the bundled ones that state it."""
    every = [*(load_site(name) for name in bundled_sites()), *sites]
    return {each.name: each.listing.expect_per_month[0] for each in every if each.listing.expect_per_month}


def load_site(name_or_path: str, *, base_url: str | None = None) -> Site:
    """The definition of a bundled site, or of the TOML file at a path.

    Args:
        base_url: replaces the definition's scheme, host and port (for a mirror or a local copy of the site).

    Raises:
        SiteError: no such definition, or a mistake in it (file and line).
    """
    if name_or_path.endswith(".toml") or "/" in name_or_path or "\\" in name_or_path:
        path = Path(name_or_path)
        try:
            return read_site(path.read_bytes(), path=str(path), base_url=base_url)
        except OSError as error:
            raise SiteError(f"The site definition {path} cannot be read: {error.strerror}.", path=str(path)) from error
    if name_or_path not in bundled_sites():
        known = ", ".join(bundled_sites())
        raise SiteError(
            f"No site is called {name_or_path!r}. Bundled are: {known}, and the demo's sample; "
            "or give the path of a TOML file."
        )
    source = resources.files("parsers.sites") / "bundled" / f"{name_or_path}.toml"
    return read_site(source.read_bytes(), path=f"{name_or_path}.toml", base_url=base_url)


def read_site(source: bytes, *, path: str, base_url: str | None = None) -> Site:
    """A definition from the bytes of its TOML file; ``path`` is only for messages.

    Raises:
        SiteError: naming the file, the line and what is wrong.
    """
    try:
        text = source.decode("utf-8-sig")
        data = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteError(f"{path} is not a TOML file in UTF-8: {error}.", path=path) from error
    site = _Reader(path, text).site(data)
    return _rebased(site, base_url, path) if base_url else site


def _rebased(site: Site, base_url: str, path: str) -> Site:
    root = _root(base_url)
    if root is None:
        raise SiteError(f"The base URL {base_url!r} is not an http or https address; correct it.", path=path)
    changed: dict[str, Any] = {field.name: getattr(site, field.name) for field in fields(site)}
    host = urlsplit(root).hostname or ""
    changed.update(base_url=root, hosts=frozenset({host}), replaces=site.hosts - {host})
    return Site(**changed)


def _root(url: str) -> str | None:
    """Scheme, host and port of an address."""
    whole = join(url, "/") if "//" in url else None
    return whole.rstrip("/") if whole else None


class _Reader(TomlReader):
    """Turns the parsed TOML into records."""

    def site(self, data: dict[str, Any]) -> Site:
        tables = {"area", "schedule", "listing", "article", "politeness"}
        self.require_known("", data, {"name", "title", "base_url", "hosts", "timezone", *tables})
        base = self.text("", data, "base_url")
        root = _root(base)
        if root is None:
            self.fail("", "base_url", f"{base!r} is not an http or https address")
        hosts = self.hosts(data, urlsplit(root).hostname or "")
        name = self.text("", data, "name")
        if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", name):
            self.fail("", "name", "a name is lower-case letters and digits, joined by - or _ (it begins every id)")
        return Site(
            name=name,
            title=self.text("", data, "title"),
            base_url=root,
            hosts=hosts,
            timezone=self.timezone(data),
            listing=self.listing(self.table(data, "listing")),
            article=self.article(self.table(data, "article")),
            politeness=self.politeness(self.table(data, "politeness", required=False)),
            area=self.area(self.table(data, "area", required=False)),
            schedule=self.schedule(self.table(data, "schedule", required=False)),
        )

    def schedule(self, data: dict[str, Any]) -> Schedule:
        self.require_known("schedule", data, {"press_hours"})
        try:
            lines = tuple(cron_line(line) for line in self.texts("schedule", data, "press_hours"))
        except ValueError as error:
            self.fail("schedule", "press_hours", str(error))
        return Schedule(lines) if lines else USUAL

    def area(self, data: dict[str, Any]) -> Area:
        self.require_known("area", data, {field.name for field in fields(Area)})
        level = self.text("area", data, "level", "other")
        if level not in get_args(Level):
            self.fail("area", "level", f"one of {', '.join(get_args(Level))} is needed")
        division = self.text("area", data, "division", "") or None
        if division and not re.fullmatch("[1-9][0-9]{5}", division):
            self.fail("area", "division", "six digits as in GB/T 2260 are needed, such as 310000")
        return Area(cast(Level, level), self.text("area", data, "province", "") or None, division)

    def listing(self, data: dict[str, Any]) -> ListingRules:
        where = "listing"
        self.require_known(where, data, {field.name for field in fields(ListingRules)})
        pattern = self.text(where, data, "title_matches", "") or None
        try:
            re.compile(pattern or "")
        except re.error as error:
            self.fail(where, "title_matches", f"not a regular expression: {error}")
        return ListingRules(
            urls=self.templates(where, data, "urls", {"year", "month", "start", "end"}),
            **self.entries(data),
            next=self.next_template(data),
            second_page=self.number(where, data, "second_page", 2),
            format=self.choice(where, data),
            form=self.form(data),
            records_per_page=self.number(where, data, "records_per_page", 45, least=1),
            title_matches=pattern,
            expect_per_month=self.bounds(data),
        )

    def entries(self, data: dict[str, Any]) -> dict[str, Any]:
        """How the entries of a list are found: by selectors, by JSON's keys, or by what a feed always has."""
        where = "listing"
        if data.get("format") in FEEDS:
            return {"item": self.text(where, data, "item", "item")}
        if data.get("format") == "json":
            keys = {key: self.text(where, data, key, key) for key in ("link", "title")}
            return {"item": self.text(where, data, "item"), "date": self.text(where, data, "date", "") or None, **keys}
        return {
            "item": self.selector(where, data, "item"),
            "link": self.selector(where, data, "link", "a"),
            "date": self.selector(where, data, "date", "") or None,
        }

    def article(self, data: dict[str, Any]) -> ArticleRules:
        self.require_known("article", data, {field.name for field in fields(ArticleRules)})
        keys = ("title", "body", "date", "source", "drop", "next", "question", "answer", "who")
        values = {key: self.texts("article", data, key) for key in keys}
        for key in ("title", "body"):
            if not values[key]:
                self.fail("article", key, "at least one CSS selector is needed")
        for key, selectors in values.items():
            for one in selectors:
                if key != "next" or "{page}" not in one:  # a pattern of addresses
                    self.sound("article", key, one)
        return ArticleRules(**values, date_in_url=self.truth("article", data, "date_in_url"))

    def politeness(self, data: dict[str, Any]) -> Politeness:
        where = "politeness"
        self.require_known(where, data, {field.name for field in fields(Politeness)})
        delay = data.get("delay_seconds", 2.0)
        if isinstance(delay, bool) or not isinstance(delay, int | float) or delay < 0:
            self.fail(where, "delay_seconds", "a number of seconds, 0 or more, is needed")
        return Politeness(
            delay_seconds=float(delay),
            concurrency=self.number(where, data, "concurrency", 1, least=1),
            ca_file=self.text(where, data, "ca_file", "") or None,
            legacy_tls=self.truth(where, data, "legacy_tls"),
        )

    def next_template(self, data: dict[str, Any]) -> str | None:
        if "next" not in data:
            return None
        (template,) = self.templates("listing", {"next": [data["next"]]}, "next", {"page"})
        if "{page}" not in template:
            self.fail("listing", "next", "it needs {page}, the number of the list page")
        return template

    def choice(self, where: str, data: dict[str, Any]) -> ListFormat:
        known: tuple[ListFormat, ...] = get_args(ListFormat)
        value = next((each for each in known if each == data.get("format", "html")), None)
        if value is None:
            self.fail(where, "format", f"one of {', '.join(known)} is needed")
        return value

    def form(self, data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        value = data.get("form", {})
        if not isinstance(value, dict) or not all(isinstance(v, str | int) for v in value.values()):
            self.fail("listing", "form", "a table of texts is needed")
        return tuple((key, str(v)) for key, v in value.items())

    def bounds(self, data: dict[str, Any]) -> tuple[int, int] | None:
        value = data.get("expect_per_month")
        if value is None:
            return None
        if not (isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)):
            self.fail("listing", "expect_per_month", "two whole numbers are needed: [fewest, most]")
        if not 0 <= value[0] <= value[1]:
            self.fail("listing", "expect_per_month", "the fewest come first, then the most: [1, 40]")
        return (value[0], value[1])
