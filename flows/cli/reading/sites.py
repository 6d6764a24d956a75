"""``briefings sites``: list, show, check and create site definitions."""

from __future__ import annotations

import re
from dataclasses import asdict
from importlib import resources
from pathlib import Path

from cyclopts import App

from flows.cli.contact import check_contact
from flows.console import EXIT_DONE, EXIT_FAILED, note, print_json, print_table, print_text
from flows.settings import definition_of, load_settings
from parsers.errors import UsageError
from parsers.sites.definition import bundled_sites, load_site

sites = App(name="sites", help="List, show, check and create site definitions.")

TEMPLATES = {
    "{name}.toml": "site.toml",
    "{name}.list.html": "list.html",
    "{name}.article.html": "article.html",
    "test_{name}.py": "test_site.py.txt",
}
"""What ``sites new`` writes, and from which template."""


@sites.command(name="list")
def list_(*, json: bool = False) -> int:
    """List the bundled site definitions.

    Example: ``briefings sites list``

    Args:
        json: Print a JSON array of objects.
    """
    found = [load_site(name) for name in bundled_sites()]
    if json:
        print_json([{"name": site.name, "title": site.title, "base_url": site.base_url} for site in found])
    else:
        print_table(("name", "title", "base_url"), [(site.name, site.title, site.base_url) for site in found])
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
    source = resources.files("parsers.sites") / "bundled" / f"{name}.toml" if name in bundled_sites() else Path(name)
    print_text(source.read_text(encoding="utf-8").rstrip("\n"))
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
        rows = [("✓" if one.ok else "✗", one.key, one.selector, one.matches, one.sample) for one in findings]
        print_table(("", "key", "selector", "matches", "first"), rows)
    wrong = [one for one in findings if not one.ok]
    for one in wrong:
        note(f"{one.key}: {one.selector} matches nothing that can be used." if one.selector else one.sample)
    return EXIT_FAILED if wrong else EXIT_DONE


@sites.command
def new(name: str, /) -> int:
    """Write a definition, two fixtures and a test into the working directory.

    Example: ``briefings sites new hangzhou``, then edit ``hangzhou.toml``, replace the fixtures by saved
    pages of the site, and run ``briefings sites check hangzhou.toml``.

    Args:
        name: Lower-case letters and digits; it begins every id of the site's briefings.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:_[a-z0-9]+)*", name):
        raise UsageError(f"{name!r} is no name for a site: use lower-case letters and digits, such as hangzhou.")
    if name in (*bundled_sites(), "sample"):
        raise UsageError(f"A bundled site is called {name!r} already: choose another name, it begins every id.")
    targets = {target.format(name=name): template for target, template in TEMPLATES.items()}
    taken = [target for target in targets if Path(target).exists()]
    if taken:
        raise UsageError(f"{taken[0]} exists already and nothing was written. Remove it or choose another name.")
    folder = resources.files("flows.cli.reading") / "templates"
    for target, template in targets.items():
        text = (folder / template).read_text(encoding="utf-8").replace("@NAME@", name)
        Path(target).write_text(text, encoding="utf-8")
        print_text(target)
    note(f"Next: edit {name}.toml, save a list page and an article over the two fixtures, then:")
    note(f"  briefings sites check {name}.toml")
    return EXIT_DONE
