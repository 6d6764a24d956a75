"""``briefings sites``: list, show, check and create site definitions.

What only ``check`` needs is imported for it, the HTTP client with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from flows.cli.contact import check_contact
from flows.cli.reading.new_site import TEMPLATES, from_pages, from_templates, left_open
from flows.console import EXIT_DONE, EXIT_FAILED, note, print_json, print_table, print_text
from flows.followed import follow, followed, keep_implied, known, set_paused, source_of, unfollow
from flows.ledger.ledger import Ledger
from flows.settings import Settings, definition_of, load_settings
from parsers.errors import UsageError
from parsers.sites.definition import Site, bundled_sites, load_site

if TYPE_CHECKING:
    from parsers.site_told import Finding

sites = App(name="sites", help="Which sites are followed; list, show, check and create definitions.")


@sites.command(name="list")
def list_(*, data_dir: Path | None = None, json: bool = False) -> int:
    """List the sites that the data directory follows, and the bundled definitions.

    Example: ``briefings sites list``

    Args:
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON array of objects.
    """
    settings = load_settings(data_dir=data_dir)
    mine = {one.site.name: one for one in followed(settings)}
    last, paused = _last_seen(settings), _paused(settings, mine)
    others = {name: known(settings, name) for name in sorted({*last, *bundled_sites()} - set(mine))}
    definitions = {name: one.definition for name, one in mine.items()} | others
    rows = []
    for name, definition in definitions.items():
        # None: read here by an older release, by a definition that nobody kept.
        site, seen = load_site(definition) if definition else None, last.get(name, {})
        rows.append(
            {
                "name": name,
                "followed": name in mine,
                "title": site.title if site else None,
                "province": site.area.province if site else None,
                "level": site.area.level if site else None,
                "base_url": site.base_url if site else None,
                "pages": seen.get("pages", 0),
                "last_run": seen.get("last_run"),
                "outcome": seen.get("outcome"),
                "paused": name in paused,
                "next_look": _next_look(site) if site and name in mine and name not in paused else None,
                "definition": definition if name in mine or name in last else None,
            }
        )
    if json:
        print_json(rows)
    else:
        columns = ("", "name", "title", "pages", "last_run", "outcome", "next_look", "base_url")
        print_table(columns, [("✓" if r["followed"] else "", *(_cell(r[name]) for name in columns[1:])) for r in rows])
    return EXIT_DONE


def _cell(value: object) -> object:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value


def _last_seen(settings: Settings) -> dict[str, dict[str, object]]:
    """Site → its pages and last run, of those that were ever read here."""
    if not settings.paths.ledger.exists():
        return {}
    with Ledger(settings.paths.ledger) as ledger:
        return {row["site"]: row for row in ledger.sites_seen()}


def _paused(settings: Settings, names: Iterable[str]) -> set[str]:
    """The sites that are left alone until they are resumed."""
    if not settings.paths.ledger.exists():
        return set()
    with Ledger(settings.paths.ledger) as ledger:
        return {name for name in names if (look := ledger.looks.last(name)) and look.paused}


def _next_look(site: Site) -> datetime | None:
    """When ``up`` looks at it next; None: its press hours name no day."""
    return site.schedule.next_slot(datetime.now(UTC), site.timezone)


@sites.command
def add(name: str, /, *, base_url: str | None = None, data_dir: Path | None = None) -> int:
    """Follow a site: its definition is kept with the data directory, and every run reads it too.

    Example: ``briefings sites add beijing`` or ``briefings sites add mycity.toml``

    Args:
        name: A bundled site's name or the path of a TOML file.
        base_url: Replaces the site's scheme, host and port in the kept definition.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    settings = load_settings(data_dir=data_dir)
    kept, lost = keep_implied(settings, load_site(definition_of(name)).name)
    for one in kept:
        note(
            f"{one.name} ({one.title}) was followed already and still is: `briefings sites remove {one.name}` ends it."
        )
    for said in lost:
        note(f"warning: {said}")
    site = follow(settings, name, base_url=base_url)
    note(f"{site.name} ({site.title}) is followed; its definition is {settings.paths.sites / site.name}.toml")
    return EXIT_DONE


@sites.command
def remove(name: str, /, *, data_dir: Path | None = None) -> int:
    """Follow a site no longer. What was read from it stays.

    Example: ``briefings sites remove beijing``

    Args:
        name: A followed site's name.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    aside = unfollow(load_settings(data_dir=data_dir), name)
    note(f"{name} is followed no longer; its definition is kept as {aside}, and everything read from it stays.")
    return EXIT_DONE


@sites.command
def pause(name: str, /, *, data_dir: Path | None = None) -> int:
    """Leave a followed site alone until it is resumed; runs that name it still read it.

    Example: ``briefings sites pause beijing``

    Args:
        name: A followed site's name.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    return _pause(name, data_dir, paused=True)


@sites.command
def resume(name: str, /, *, data_dir: Path | None = None) -> int:
    """Look at a paused site again.

    Example: ``briefings sites resume beijing``

    Args:
        name: A followed site's name.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    return _pause(name, data_dir, paused=False)


def _pause(name: str, data_dir: Path | None, *, paused: bool) -> int:
    note(set_paused(load_settings(data_dir=data_dir), name, paused=paused))
    return EXIT_DONE


@sites.command
def show(name: str, /) -> int:
    """Print a site definition as TOML, to read or to start a new one from.

    Example: ``briefings sites show shenzhen > mycity.toml``

    Args:
        name: A bundled site's name or the path of a TOML file.
    """
    name = definition_of(name)
    load_site(name)  # a definition with a mistake is named, not shown
    print_text(source_of(name).decode("utf-8-sig").rstrip("\n"))
    return EXIT_DONE


@sites.command
def check(
    file: str,
    /,
    *,
    listing: Path | None = None,
    article: Path | None = None,
    live: bool = False,
    data_dir: Path | None = None,
    json: bool = False,
) -> int:
    """Say, selector by selector, what a definition finds; exit 1 when it cannot work.

    Reads the fixtures beside the definition (``mycity.list.html``, ``mycity.article.html``), or asks the site.

    Example: ``briefings sites check mycity.toml --live``

    Args:
        file: A bundled site's name or the path of a TOML file.
        listing: A saved list page to check instead of the fixture.
        article: A saved article page to check instead of the fixture.
        live: Ask the site itself for its first list page and the newest transcript on it.
        data_dir: Where the record of requests lives that keeps them polite (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON array of objects.
    """
    from flows.crawl.site_pages import live_pages, saved_pages
    from parsers.site_check import check_article, check_listing
    from parsers.site_told import NOTHING

    file = definition_of(file)
    site = load_site(file)
    if live:
        check_contact(load_settings(site=file))
    list_page, article_page = live_pages(file, data_dir) if live else saved_pages(file, listing, article)
    findings = check_listing(list_page[1], url=list_page[0], site=site) if list_page else []
    findings += check_article(article_page[1], url=article_page[0], site=site) if article_page else []
    if json:
        print_json([asdict(one) for one in findings])
    else:
        rows = [(_mark(one), one.key, one.selector, one.matches, one.sample + _instead(one)) for one in findings]
        print_table(("", "key", "selector", "matches", "first"), rows)
    wrong = [one for one in findings if not one.ok]
    for one in wrong:
        unused = f"{one.selector} matches nothing that can be used{_instead(one)}."
        note(f"{one.key}: {unused if one.sample == NOTHING else one.sample}")
    for one in findings:
        if one.warns:
            note(f"⚠ {one.key}: {one.sample}")
    return EXIT_FAILED if wrong else EXIT_DONE


def _mark(finding: Finding) -> str:
    """✓ works, ✗ cannot work, ⚠ works and is to be looked at, – matches nothing on this page and need not."""
    if finding.warns:
        return "⚠"
    return "✗" if not finding.ok else "✓" if finding.matches or not finding.selector else "–"


def _instead(finding: Finding) -> str:
    return f"; here it is {finding.better}" if finding.better else ""


@sites.command
def new(
    name: str,
    /,
    *,
    source: Annotated[tuple[str, ...], Parameter(name="--from", negative=())] = (),
    form: str = "",
    data_dir: Path | None = None,
) -> int:
    """Write a definition, two saved pages and a test into the working directory.

    With --from the definition is proposed from the site's own pages: the address of its list of press conferences,
    which is asked politely for that page and the newest transcript on it, or two saved pages, list and article.
    It then shows what each proposed selector yields.

    Example: ``briefings sites new hangzhou --from https://www.example.gov.cn/xwfb/index.html``, or
    ``--from list.html --from article.html``; then ``briefings sites check hangzhou.toml``.

    Args:
        name: Lower-case letters and digits; it begins every id of the site's briefings.
        source: The list's address, or a saved page; once for each page, in any order.
        form: Where the list is asked for by POST: the fields that its page sends, as the browser's network panel shows
            them (``channel=31&pageNo=1``).
        data_dir: Where the record of requests lives that keeps them polite (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    if not re.fullmatch(r"[a-z0-9]+(?:_[a-z0-9]+)*", name):
        raise UsageError(f"{name!r} is no name for a site: use lower-case letters and digits, such as hangzhou.")
    if name in (*bundled_sites(), "sample"):
        raise UsageError(f"A bundled site is called {name!r} already: choose another name, it begins every id.")
    taken = [target for each in TEMPLATES if Path(target := each.format(name=name)).exists()]
    if taken:
        raise UsageError(f"{taken[0]} exists already and nothing was written. Remove it or choose another name.")
    if form and not source:
        raise UsageError("--form says how the address of --from is asked for: give both.")
    written = from_pages(name, source, data_dir, form) if source else from_templates(name)
    for target in written:
        print_text(target)
    if source:
        code = check(f"{name}.toml", data_dir=data_dir)
        if missing := left_open(name, source):
            note(missing)
        return code
    note(f"Next: edit {name}.toml, save a list page and an article over the two fixtures, then:")
    note(f"  briefings sites check {name}.toml")
    return EXIT_DONE
