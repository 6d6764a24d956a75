"""Which sites a data directory follows: kept definitions, BRIEFINGS_SITES, or the one site of before."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from shlex import split

import pytest

from flows.cli.app import run
from flows.followed import chosen, follow, followed, source_of, unfollow
from flows.ledger.ledger import Ledger
from flows.run.run import opened, recorded
from flows.settings import Settings
from parsers.errors import SettingsError, SiteError, UsageError
from parsers.records import ListItem
from parsers.sites.definition import load_site


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", site="shanghai")


def names(settings: Settings) -> list[str]:
    return [one.site.name for one in followed(settings)]


def test_a_directory_of_before_follows_its_one_site(settings: Settings) -> None:
    assert names(settings) == ["shanghai"]


def test_kept_definitions_come_before_the_environment(settings: Settings) -> None:
    several = settings.model_copy(update={"sites": "wuhan, beijing"})
    assert names(several) == ["beijing", "wuhan"]
    follow(several, "tianjin")
    assert names(several) == ["tianjin"]


def test_adding_a_site_keeps_the_one_that_was_read_without_being_named(settings: Settings, capsys) -> None:
    with Ledger(settings.paths.ledger) as ledger:
        ledger.links.upsert_found(
            "shanghai", "list", [ListItem(url="https://www.shanghai.gov.cn/1.html", title="实录", listed_on=None)]
        )
    assert run(["sites", "add", "beijing", "--data-dir", str(settings.paths.root)]) == 0
    assert names(settings) == ["beijing", "shanghai"]
    assert "shanghai" in capsys.readouterr().err


def own_city(folder: Path) -> Path:
    """A definition of one's own that was read in the data directory ``data`` beside it."""
    own = folder / "mine.toml"
    own.write_bytes(source_of("beijing").replace(b'name = "beijing"', b'name = "mycity"'))
    with opened(Settings(data_dir=folder / "data", site=str(own)), "ingest") as run, recorded(run.ws, run.report):
        pass
    return own


def test_a_site_that_was_read_by_a_file_is_known_by_its_name(settings: Settings, tmp_path: Path) -> None:
    own = own_city(tmp_path)
    here = Settings(data_dir=settings.data_dir)
    assert names(here) == ["mycity"]
    (named,) = chosen(here, ["mycity"])
    assert Path(named.site).read_bytes() == own.read_bytes()

    own.write_bytes(own.read_bytes() + b"# mended")
    with opened(named.model_copy(update={"site": str(own)}), "reparse"):
        pass
    assert Path(named.site).read_bytes().endswith(b"# mended")
    own.unlink()
    with opened(named, "reparse") as run:
        assert run.ws.site.name == "mycity"
    assert names(Settings(data_dir=settings.data_dir, sites="wuhan mycity")) == ["mycity", "wuhan"]


@pytest.mark.parametrize("added", ["wuhan", "sample"])
def test_adding_a_site_keeps_one_of_ones_own_and_removing_ends_it(tmp_path: Path, added: str, capsys) -> None:
    own_city(tmp_path)
    data = ("--data-dir", str(tmp_path / "data"))
    assert run(["sites", "add", added, *data]) == 0
    assert names(here := Settings(data_dir=tmp_path / "data")) == sorted(["mycity", added])
    assert run(["sites", "remove", "mycity", *data]) == 0
    assert names(here) == [added]
    assert [load_site(one.site).name for one in chosen(here, ["mycity"])] == ["mycity"]
    assert run(["sites", "remove", added, *data]) == 0
    assert names(here) == ["shanghai"]


def test_a_site_that_was_read_without_being_added_is_removed_like_another(tmp_path: Path, capsys) -> None:
    own_city(tmp_path)
    data = ("--data-dir", str(tmp_path / "data"))
    assert run(["sites", "list", *data]) == 0
    assert "✓  mycity" in capsys.readouterr().out
    assert run(["sites", "remove", "mycity", *data]) == 0
    assert run(["sites", "list", *data]) == 0
    assert "✓  shanghai" in capsys.readouterr().out


def test_what_cannot_be_kept_is_told_when_a_site_is_added(settings: Settings, capsys) -> None:
    with Ledger(settings.paths.ledger) as ledger:
        ledger.start_run("old", "ingest", "linjiang")
    assert run(["sites", "add", "beijing", "--data-dir", str(settings.paths.root)]) == 0
    assert "`briefings sites add linjiang.toml`" in capsys.readouterr().err


def test_of_two_that_read_one_list_the_second_is_said_to_be_left_out(tmp_path: Path, capsys) -> None:
    own_city(tmp_path)
    here = Settings(data_dir=tmp_path / "data")
    with Ledger(here.paths.ledger) as ledger:
        ledger.start_run("twin", "ingest", "beijing")
    assert run(["sites", "add", "wuhan", "--data-dir", str(here.data_dir)]) == 0
    assert names(here) == ["beijing", "wuhan"]
    assert "mycity is followed no longer: beijing reads the list" in capsys.readouterr().err


def test_adding_a_site_to_an_empty_directory_follows_that_alone(settings: Settings) -> None:
    assert run(["sites", "add", "beijing", "--data-dir", str(settings.paths.root)]) == 0
    assert names(settings) == ["beijing"]


def test_a_followed_sites_own_file_is_found_by_its_name(settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_bytes(source_of("beijing").replace(b'name = "beijing"', b'name = "my-city"'))
    named = settings.model_copy(update={"sites": f"shanghai {own}"})
    assert [one.site for one in chosen(named, ["my-city"])] == [str(own)]


def test_an_edited_definition_has_another_hash(settings: Settings) -> None:
    follow(settings, "beijing")
    kept = settings.paths.sites / "beijing.toml"
    (before,) = followed(settings)
    kept.write_text(kept.read_text("utf-8").replace("delay_seconds = 3.0", "delay_seconds = 5.0"), "utf-8")
    (after,) = followed(settings)
    assert before.sha256 != after.sha256 == hashlib.sha256(kept.read_bytes()).hexdigest()
    assert after.site.politeness.delay_seconds == 5.0


def test_an_address_of_ones_own_is_written_into_the_kept_copy(settings: Settings) -> None:
    follow(settings, "sample", base_url="http://127.0.0.1:8641")
    (one,) = followed(settings)
    assert (one.site.base_url, one.site.hosts) == ("http://127.0.0.1:8641", {"127.0.0.1"})


def test_another_definition_of_a_followed_site_is_told_and_how_it_replaces_the_kept_one(tmp_path: Path, capsys) -> None:
    own, data = own_city(tmp_path), ("--data-dir", str(tmp_path / "data"))
    assert run(["sites", "add", str(own), *data]) == 0
    kept = tmp_path / "data" / "sites" / "mycity.toml"
    capsys.readouterr()
    assert run(["sites", "add", str(own), *data]) == 2
    assert f"mycity is followed already; its definition is {kept}." in capsys.readouterr().err

    own.write_bytes(own.read_bytes() + b"# mended\n")
    assert run(["sites", "add", str(own), *data]) == 2
    told = capsys.readouterr().err
    assert f"mycity is followed already by another definition, {kept}, and nothing was changed." in told
    for command in re.findall("`briefings (.+?)`", told):
        assert run([*split(command), *data]) == 0
    assert kept.read_bytes() == own.read_bytes()


def test_what_cannot_be_followed_is_named(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="No site is called 'atlantis'"):
        follow(settings, "atlantis")
    follow(settings, "beijing")
    with pytest.raises(UsageError, match="followed already"):
        follow(settings, "beijing")
    with pytest.raises(UsageError, match="followed are: beijing"):
        unfollow(settings, "wuhan")
    (settings.paths.sites / "copy.toml").write_bytes((settings.paths.sites / "beijing.toml").read_bytes())
    with pytest.raises(SettingsError, match="Two definitions are called 'beijing'"):
        followed(settings)


def test_a_list_belongs_to_one_site_of_a_directory(settings: Settings, tmp_path: Path) -> None:
    follow(settings, "beijing")
    twin = tmp_path / "twin.toml"
    twin.write_bytes(source_of("beijing").replace(b'name = "beijing"', b'name = "twin"'))
    with pytest.raises(UsageError, match="beijing reads the list"):
        follow(settings, str(twin))


def test_add_list_and_remove_as_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ("--data-dir", str(tmp_path / "data"))
    assert run(["sites", "add", "beijing", *data]) == 0
    assert run(["sites", "add", "chongqing", *data]) == 0
    with Ledger(tmp_path / "data" / "private" / "ledger.sqlite") as ledger:
        ledger.start_run("r", "ingest", "beijing")
    capsys.readouterr()
    assert run(["sites", "list", "--json", *data]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert [name for name, row in rows.items() if row["followed"]] == ["beijing", "chongqing"]
    assert rows["beijing"]["province"] == "北京市"
    assert run(["sites", "remove", "beijing", *data]) == 0
    assert run(["sites", "remove", "beijing", *data]) == 2
    assert (tmp_path / "data" / "sites" / "beijing.toml.removed").exists()
