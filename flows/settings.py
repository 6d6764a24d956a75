"""Settings from the environment (prefix ``BRIEFINGS_``) and the layout of the data directory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from parsers.errors import SettingsError
from parsers.html.urls import LOOPBACK

NOBODY = "https://example.org/briefings-operator"
"""The contact where none is set: an address that belongs to nobody."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everything lives under the data directory."""

    root: Path

    @property
    def private(self) -> Path:
        """Folder (0700) of what only running flows open."""
        return self.root / "private"

    @property
    def warehouse(self) -> Path:
        """The writer's database."""
        return self.private / "warehouse.duckdb"

    @property
    def stage(self) -> Path:
        """Parsed batches on their way to the writer."""
        return self.private / "stage"

    @property
    def parts(self) -> Path:
        """Files on their way to an object store, one at a time."""
        return self.private / "parts"

    @property
    def ledger(self) -> Path:
        """Crawl state: what was asked when, and what came back (SQLite)."""
        return self.private / "ledger.sqlite"

    @property
    def delivered(self) -> Path:
        """Which state of the reader copy has reached the object store and the DuckLake (JSON)."""
        return self.private / "delivered.json"

    @property
    def reader(self) -> Path:
        """The reader copy of the database."""
        return self.root / "briefings.duckdb"

    @property
    def archive(self) -> Path:
        """Every distinct body ever fetched."""
        return self.root / "archive"

    @property
    def sites(self) -> Path:
        """Definitions of the sites that are followed (TOML)."""
        return self.root / "sites"

    @property
    def definitions(self) -> Path:
        """Copies of the definitions that sites were last read by, where those are files elsewhere (TOML)."""
        return self.private / "definitions"

    @property
    def corrections(self) -> Path:
        """Hand corrections (TOML)."""
        return self.root / "corrections"

    @property
    def measures(self) -> Path:
        """The user's own table of quantities and their spellings, merged into the bundled one."""
        return self.root / "measures.tsv"

    @property
    def watches(self) -> Path:
        """What one wants to be told of (TOML)."""
        return self.root / "watches"

    @property
    def told(self) -> Path:
        """The runs whose news was told (JSON)."""
        return self.private / "told.json"

    @property
    def prefect(self) -> Path:
        """PREFECT_HOME of the local server: run history, results, logs."""
        return self.root / "prefect"


PREFIX = "briefings_"
"""Of a setting's variable in the environment, in lower case."""
_NO_SETTINGS = ("run_log", "work_pool", "project_dir")
"""Variables of the service's own, and of deploy/prefect.yaml."""


class Settings(BaseModel):
    """Every setting, its default and its meaning. Environment: ``BRIEFINGS_<NAME>``, which what is given goes before.

    Read here: pydantic-settings would load asyncio and more for every verb, a fifth of a run without news.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, validate_default=True)

    data_dir: Path = Field(Path("data"), description="Where databases, archive and run history live.")
    site: str = Field("shanghai", description="A bundled site's name, sample, or the path of a TOML definition.")
    sites: str = Field(
        "", description="The sites to follow where `sites add` named none: names or paths, blanks between."
    )
    base_url: str | None = Field(None, description="Replaces the site's scheme, host and port.")
    contact: str = Field(
        NOBODY,
        pattern=r"^(https?://\S+|[^@\s]+@[^@\s]+\.[^@\s]+)$",
        description="An address (mail or page) in the User-Agent, so that the site can reach you.",
    )
    read_timeout: float = Field(45.0, gt=0, description="Seconds a site may stay silent within an answer.")
    total_timeout: float = Field(180.0, gt=0, description="Seconds a whole answer may take.")
    backup_dir: Path | None = Field(None, description="Where backups go (default: backups in the data directory).")
    publish_seconds: float = Field(
        0.0,
        ge=0,
        description="Least seconds between two replacements of the reader copy (0: after each run with news).",
    )
    dask_address: str | None = Field(None, description="A Dask scheduler that shares backfill's and reparse's parsing.")
    publish_url: str | None = Field(
        None,
        pattern=r"^[a-z][a-z0-9+.-]*://.*\S$",
        description="Where runs publish the tables as Parquet by site and year: s3://bucket/folder, file:///folder …",
    )
    ducklake: SecretStr | None = Field(None, description="A DuckLake catalog to publish to: ducklake:postgres:dbname=…")
    ducklake_data: str | None = Field(
        None, description="Where that DuckLake's files go: a folder or s3://bucket/folder."
    )
    explorer_url: str = Field(
        "http://127.0.0.1:8642/",
        pattern=r"^https?://[^\s?#]+$",
        description="Where readers find the explorer's pages: in feeds, notifications and the sitemap.",
    )
    notify_urls: SecretStr | None = Field(None, description="Where alerts go: Apprise-style URLs, separated by blanks.")
    auth_file: Path | None = Field(
        None, description="A file (0600, made when missing) with user:password that the Prefect server then asks for."
    )
    server_hosts: str = Field(
        "", description="Host names (with port) the Prefect server answers to besides loopback's, separated by blanks."
    )

    @model_validator(mode="before")
    @classmethod
    def _with_environment(cls, given: Mapping[str, object]) -> dict[str, object]:
        said = {name.lower(): value for name, value in os.environ.items()}
        found = {name: said[PREFIX + name] for name in cls.model_fields if PREFIX + name in said}
        return {**found, **given}

    @field_validator("data_dir")
    @classmethod
    def _data_dir(cls, folder: Path) -> Path:
        if folder.exists() and not folder.is_dir():
            raise ValueError(f"{folder} is not a directory")
        # DuckDB takes file names as UTF-8 and would look for another one.
        if not str(folder.absolute()).isascii() and sys.getfilesystemencoding() != "utf-8":
            raise ValueError(
                "its name is not ASCII, and file names are not UTF-8 here; set LC_ALL=C.UTF-8 or choose another folder"
            )
        return folder

    @field_validator("site")
    @classmethod
    def _site(cls, name: str) -> str:
        return definition_of(name)

    @field_validator("base_url")
    @classmethod
    def _base_url(cls, url: str | None) -> str | None:
        # It is recorded with every run.
        if url is not None and "@" in urlsplit(url).netloc:
            raise ValueError("a name or password in it would be recorded and is never sent; leave it out")
        return url

    @property
    def names_sites(self) -> bool:
        """Whether anybody said which sites are meant, other than by leaving it at the default."""
        return bool({"site", "sites"} & self.model_fields_set) or any(self.paths.sites.glob("*.toml"))

    @property
    def several(self) -> list[str]:
        """The definitions that BRIEFINGS_SITES names."""
        return [definition_of(name) for name in self.sites.replace(",", " ").split()]

    @property
    def paths(self) -> Paths:
        """The data directory's layout."""
        return Paths(self.data_dir.absolute())

    def unreachable(self, hosts: Iterable[str]) -> str | None:
        """What to say before asking these hosts when they are strangers whom no contact is given; else None."""
        strangers = sorted(set(hosts) - LOOPBACK)
        if self.contact != NOBODY or not strangers:
            return None
        return (
            f"BRIEFINGS_CONTACT is not set: {strangers[0]} cannot tell whom to write to. Set it to an address that is "
            "read, for example BRIEFINGS_CONTACT=desk@your-organisation.example; every request carries it."
        )


def definition_of(site: str) -> str:
    """What ``load_site`` takes: the demo's site has a name too, but its definition lies beside its pages."""
    return str(Path(__file__).parent / "sample" / "site.toml") if site == "sample" else site


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment; an override that is None is left to the environment.

    Raises:
        SettingsError: naming the variable and what is wrong with it.
    """
    try:
        return Settings(**{key: value for key, value in overrides.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        option = "url" if name == "explorer_url" else name.replace("_", "-")
        given = f"option --{option}" if overrides.get(name) is not None else f"setting BRIEFINGS_{name.upper()}"
        raise SettingsError(f"The {given} is wrong: {_wrong(name, first)}. Correct it and run again.") from error


def unknown() -> list[str]:
    """What to say of variables that look like settings and are none, a sentence each."""
    known = [*Settings.model_fields, *_NO_SETTINGS]
    found = [name for name in sorted(os.environ) if name.lower().startswith(PREFIX)]
    said = []
    for name in (one for one in found if one.lower().removeprefix(PREFIX) not in known):
        near = get_close_matches(name.lower().removeprefix(PREFIX), Settings.model_fields, n=1)
        meant = f": did you mean {PREFIX.upper()}{near[0].upper()}?" if near else "."
        said.append(f"{name} is no setting and changes nothing{meant}")
    return said


def _wrong(name: str, error: ErrorDetails) -> str:
    """What is wrong, in our words: pydantic's name its classes and patterns."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] == "string_pattern_mismatch":
        return _FORMS.get(name, "it has another form")
    return f"it must be {error['msg'].removeprefix('Input should be ')}"[:200]


_FORMS = {
    "contact": "it must be a mail address (desk@example.org) or the address of a page (https://…)",
    "publish_url": "it must be an address such as s3://bucket/folder or file:///folder",
}


def without_secrets(text: str, url: str) -> str:
    """A message of a library's, without the password or token of the address that it is about."""
    address, _, query = url.partition("://")[2].partition("?")
    secrets = [*address.rpartition("@")[0].split(":"), *(part.rpartition("=")[2] for part in query.split("&"))]
    for secret in filter(None, (address.rpartition("@")[0], query, *secrets)):
        text = text.replace(secret, "…").replace(unquote(secret), "…")
    return text


def shown(url: str) -> str:
    """An address without the password or token that it may hold."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('?')[0].rpartition('@')[2]}".rstrip("/")
