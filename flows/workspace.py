"""What every step of a run works with: settings, site definition, ledger and archive of one data directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from flows.archive.store import Archive
from flows.followed import source_of
from flows.ledger.ledger import Ledger
from flows.settings import Paths, Settings
from flows.vocabulary import version_of
from parsers.sites.definition import Site, load_site

if TYPE_CHECKING:
    from flows.http.client import Client


@dataclass(frozen=True, slots=True)
class Workspace:
    """One site in one data directory. Cheap to open."""

    settings: Settings
    site: Site
    paths: Paths
    ledger: Ledger
    archive: Archive

    shared: bool = False
    """Whether the ledger stays open afterwards, for others that share it."""

    @classmethod
    def open(cls, settings: Settings, *, ledger: Ledger | None = None) -> Self:
        """Open the ledger and archive, made when missing.

        Args:
            ledger: one that is open already and shared.

        Raises:
            SiteError: the site definition is wrong.
        """
        paths = settings.paths
        site = load_site(settings.site, base_url=settings.base_url)
        return cls(settings, site, paths, ledger or Ledger(paths.ledger), Archive(paths.archive), ledger is not None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.shared:
            self.ledger.close()

    @property
    def definition_sha256(self) -> str:
        """Of the bytes of the site definition."""
        return sha256(source_of(self.settings.site)).hexdigest()

    @property
    def stage(self) -> Path:
        """The site's parsed pages on their way to the writer."""
        return self.paths.stage / self.site.name

    @property
    def reader_version(self) -> str:
        """What pages are read with: parsers and vocabulary; another one reads what is archived anew.

        Raises:
            VocabularyError: the user's table of measures is wrong.
        """
        return version_of(self.paths.measures)

    def client(self, run_id: str | None = None) -> Client:
        """A polite client for the site; the interval between requests is shared through the ledger."""
        from flows.http.client import Client  # only here: whoever asks no site needs no HTTP
        from flows.http.transport import Limits

        limits = Limits(read_seconds=self.settings.read_timeout, total_seconds=self.settings.total_timeout)
        return Client(self.site, self.ledger, contact=self.settings.contact, run_id=run_id, limits=limits)

    def today(self) -> date:
        """The site's local date."""
        return self.now().astimezone(ZoneInfo(self.site.timezone)).date()

    def now(self) -> datetime:
        """The present (UTC)."""
        return self.ledger.now()
