"""Writes the generated pages of docs/ from the schema and the sample site; ``--check`` only says what is stale.

python docs/build.py [--check]
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from docs.describe import data_dictionary, diagram, recipes_page
from flows.cli.running.demo import PORT
from flows.sample.server import BARE_TYPES, DEFINITION, SITE
from parsers.html.urls import page_key
from parsers.page import parse_page
from parsers.sites.definition import Site, load_site
from parsers.sites.listing import parse_listing
from warehouse.database.publish import publish
from warehouse.database.store import reader, writer
from warehouse.load.crawl import site_row, sync_crawl
from warehouse.load.loading import LoadPage, load_pages

DOCS = Path(__file__).parent
THANKS = '<p style="text-indent: 2em;">谢谢大家。'
ADDED = "<p>澜海晚报：这些数据今后会不会按月公布？</p><p>祝屿：会的。我们按月在市政府网站上公布，也请大家监督。</p>"
DEMO = f"http://127.0.0.1:{PORT}"
"""Where ``make demo`` serves the site; ids are made of addresses, so those on the pages are those of its data."""
SEEN, EDITED = datetime(2025, 11, 3, 2, 0, tzinfo=UTC), datetime(2025, 11, 5, 2, 0, tzinfo=UTC)


def sample(folder: Path, newest: int | None = None, *, base_url: str | None = None, is_edited: bool = True) -> Path:
    """A reader copy with the sample site's transcripts; its path.

    Args:
        newest: how many of them; all when not given.
        base_url: where the site is served; its own address when not given.
        is_edited: with a question added to the newest two days later.
    """
    site = load_site(str(DEFINITION), base_url=base_url)
    urls = [item.url for page in sorted(SITE.glob("nw9820/index*.html")) for item in _items(site, page)]
    urls = [url for url in dict.fromkeys(urls) if _file(url).exists()][:newest]
    private, copy = folder / "private" / "warehouse.duckdb", folder / "briefings.duckdb"
    # Oldest first: of a transcript's two addresses the older one is its own.
    pages = [_page(site, url, _file(url).read_bytes(), SEEN) for url in reversed(urls)]
    loads = [(pages, SEEN)]
    if is_edited:
        added = _file(urls[0]).read_bytes().replace(THANKS.encode(), (ADDED + THANKS).encode())
        loads.append(([_page(site, urls[0], added, EDITED)], EDITED))
    with writer(private) as con:
        for pages_now, moment in loads:
            run = {"run_id": f"sample-{moment:%Y%m%d}", "flow": "ingest", "site": site.name, "started_at": moment}
            report = load_pages(con, pages_now, run_id=run["run_id"], now=moment)
            counts = {"inserted": report.inserted, "updated": report.updated, "outcome": "success"}
            known = [_known(page, moment) for page in pages_now]
            runs = [run | counts | {"finished_at": moment}]
            sync_crawl(con, pages=known, runs=runs, sites=[site_row(site, SEEN)])
    publish(private, copy)
    return copy


def _items(site: Site, page: Path) -> list:  # type: ignore[type-arg]
    url = f"{site.base_url}/{page.relative_to(SITE)}"
    return [item for item in parse_listing(page.read_bytes(), url=url, site=site).items if item.skip is None]


def _file(url: str) -> Path:
    return SITE / urlsplit(url).path[1:]


def _page(site: Site, url: str, raw: bytes, moment: datetime) -> LoadPage:
    content_type = BARE_TYPES.get(urlsplit(url).path, "text/html; charset=utf-8")
    page = parse_page(raw, url=url, site=site, content_type=content_type)
    return LoadPage(url, site.name, page_key(url), hashlib.sha256(raw).hexdigest(), moment, moment, page)


def _known(page: LoadPage, moment: datetime) -> dict[str, object]:
    return {
        "url": page.url,
        "site": page.site,
        "state": "ok",
        "title": page.page.title,
        "page_sha256": page.page_sha256,
        "first_seen_at": SEEN,
        "checked_at": moment,
    }


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    with tempfile.TemporaryDirectory() as folder:
        demo = sample(Path(folder, "demo"), base_url=DEMO, is_edited=False)
        edited = sample(Path(folder, "edited"), newest=1, base_url=DEMO)
        with reader(demo) as con, reader(edited) as later:
            return {
                "data-dictionary.md": data_dictionary(con),
                "schema.md": diagram(con),
                "recipes.md": recipes_page(con, later),
            }


def main() -> int:
    """Write the pages, or say which are stale."""
    stale = []
    for name, text in pages().items():
        path = DOCS / name
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, "utf-8")
    if stale:
        sys.stdout.write(f"{'stale' if '--check' in sys.argv else 'written'}: {', '.join(stale)}\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
