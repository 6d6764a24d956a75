"""A site with faults, and everything that fetches from it, on a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flows.archive.store import Archive
from flows.crawl.change_check import look
from flows.crawl.discovery import Discovery, discover
from flows.crawl.fetching import PageResult, fetch_page
from flows.http.client import Client
from flows.http.transport import Limits
from flows.ledger.ledger import Ledger
from parsers.sites.definition import Site
from tests.faultsite import FakeClock, FaultSite, fault_site

PATIENT = Limits(connect_seconds=20, read_seconds=60, total_seconds=120, wire_bytes=300_000, body_bytes=900_000)
"""Nothing here depends on how fast the machine is."""
QUICK = replace(PATIENT, read_seconds=1, total_seconds=3)
"""For faults that only the clock on the wall ends."""


@dataclass
class Rig:
    """One data directory pointed at the site with faults; ``run`` does what a run does up to loading."""

    web: FaultSite
    clock: FakeClock
    root: Path
    limits: Limits = PATIENT
    values: dict[str, Any] = field(default_factory=dict)
    """Values of the site's definition."""
    listing: dict[str, Any] = field(default_factory=dict)
    """Rules of ``[listing]`` in place of the definition's."""

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.root / "private" / "ledger.sqlite", self.clock)
        self.archive = Archive(self.root / "archive")
        self.runs = 0

    @property
    def site(self) -> Site:
        site = self.web.site(**self.values)
        return replace(site, listing=replace(site.listing, **self.listing))

    def today(self) -> date:
        return self.clock().astimezone(ZoneInfo("Asia/Shanghai")).date()

    def client(self) -> Client:
        return Client(
            self.site,
            self.ledger,
            contact="mailto:desk@lanhai.example",
            run_id=f"run-{self.runs}",
            limits=self.limits,
            sleep=self.clock.sleep,
        )

    def discover(self, client: Client, **values: Any) -> Discovery:
        return discover(self.site, client, self.ledger, self.archive, today=self.today(), **values)

    def fetch(self, path: str) -> PageResult:
        """Fetch one page on its own."""
        with self.client() as client:
            return fetch_page(self.web.url + path, self.site, client, self.ledger, self.archive)

    def run(self) -> dict[str, PageResult]:
        """One run without Prefect and warehouse: quick look, discovery, fetching; path → result."""
        self.runs += 1
        with self.client() as client:
            looked = look(self.site, client, self.ledger, self.archive, today=self.today())
            if looked.news:
                self.discover(client, answers=looked.answers)
            due = self.ledger.due_pages(self.site.name, rechecks=20 if looked.news else looked.rechecks)
            results = [fetch_page(page.url, self.site, client, self.ledger, self.archive) for page in due]
        pending = self.ledger.pending_pages(self.site.name, "1")
        self.ledger.mark_loaded({page.url: page.page_sha256 for page in pending})
        return {result.url.removeprefix(self.web.url): result for result in results}

    def state(self, path: str) -> str:
        """The page's state in the ledger."""
        page = self.ledger.page(self.web.url + path)
        assert page is not None
        return str(page["state"])

    def reason(self, path: str) -> str:
        page = self.ledger.page(self.web.url + path)
        assert page is not None
        return str(page["reason"])

    def text(self, path: str) -> str:
        """The archived text of a page."""
        copy = self.ledger.validators(self.web.url + path)
        assert copy.page_sha256 is not None
        return self.archive.get(copy.page_sha256).decode()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def web(clock: FakeClock) -> Iterator[FaultSite]:
    with fault_site(clock) as site:
        yield site


@pytest.fixture
def rig(web: FaultSite, clock: FakeClock, tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(web, clock, tmp_path)
    yield rig
    rig.ledger.close()
