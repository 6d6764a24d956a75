"""One look for all sites: what has news is run, what fails is told apart and keeps nobody waiting."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from benchmarks.many_sites import Sites, follow_all, plainly
from flows.followed import chosen
from flows.ledger.ledger import Ledger
from flows.locks import run_lock
from flows.run.freshness import last_success
from flows.run.overview import standing
from flows.run.sweep import Sweep, due, sweep
from flows.settings import Settings
from flows.workspace import Workspace
from parsers.errors import RunInProgress
from tests.plain import with_tables
from tests.some import some
from warehouse.database.store import lock

ROOT = Path(__file__).parents[3]
Look_at = Callable[..., Sweep]


@pytest.fixture(scope="module")
def offices() -> Sites:
    return Sites(4, apart=False)


@pytest.fixture
def settings(tmp_path: Path, offices: Sites) -> Settings:
    offices.hanging.clear()
    offices.refusing.clear()
    offices.pages = dict.fromkeys(range(4), 3)
    follow_all(with_tables(tmp_path), offices)
    return Settings(data_dir=tmp_path, read_timeout=0.3, contact="desk@example.org")


@pytest.fixture
def look(settings: Settings) -> Iterator[Look_at]:
    with Ledger(settings.paths.ledger) as ledger:
        yield lambda *sites: sweep(chosen(settings, sites), ledger, f"sweep-{datetime.now(UTC)}", plainly)


def states(done: Sweep) -> dict[str, str]:
    return {one.site: one.state for one in done.sites}


def rows(settings: Settings, statement: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.paths.reader), read_only=True) as con:
        return con.execute(statement).fetchall()


def test_news_of_all_sites_comes_in_one_sweep_and_a_quiet_one_costs_a_request_a_site(look, settings, offices):
    first = look()
    offices.requests.clear()
    published = settings.paths.reader.stat().st_ino
    quiet = look()

    assert set(states(first).values()) == {"news"}
    assert rows(settings, "SELECT count(*), count(DISTINCT site) FROM briefings") == [(12, 4)]
    assert rows(settings, "SELECT name, level FROM sites ORDER BY name") == [(f"sim000{n}", "city") for n in range(4)]
    assert (set(states(quiet).values()), quiet.outcome) == ({"unchanged"}, "unchanged")
    assert offices.requests == {"304": 4}
    assert settings.paths.reader.stat().st_ino == published


def test_a_site_without_news_was_read_when_it_was_looked_at(look, settings, offices):
    look()
    offices.pages[3] = 4
    offices.hanging.add(1)
    look()

    told = dict(rows(settings, "SELECT site, last_success_at FROM freshness"))
    with Ledger(settings.paths.ledger) as ledger:
        spaces = [Workspace.open(one, ledger=ledger) for one in chosen(settings)]
        known = {ws.site.name: moment.replace(tzinfo=None) for ws in spaces if (moment := last_success(ws))}
    assert told == known
    assert told["sim0001"] < min(told["sim0000"], told["sim0002"], told["sim0003"])


def test_a_site_that_fails_keeps_no_other_from_its_news_and_is_told_apart(look, settings, offices):
    look()
    offices.pages |= {0: 4, 3: 0}
    offices.hanging.add(1)
    (settings.paths.sites / "sim0002.toml").write_text("name = 7", "utf-8")

    done = sweep_with_broken_definition(settings)

    assert done == {"sim0000": "news", "sim0001": "unavailable", "sim0002": "failure", "sim0003": "layout"}
    assert rows(settings, "SELECT site, count(*) FROM briefings GROUP BY site ORDER BY site")[0] == ("sim0000", 4)


def test_down_refusing_and_changed_in_layout_are_told_apart_by_the_sweep_and_by_status(look, settings, offices):
    look()
    offices.pages[0] = 0
    offices.refusing.add(1)
    offices.hanging.add(2)
    done = look()

    assert states(done) == {"sim0000": "layout", "sim0001": "blocked", "sim0002": "unavailable", "sim0003": "unchanged"}
    assert done.sentence() == (
        "4 sites: 1 without news, 1 down (sim0002), 1 refused us (sim0001), 1 changed in layout (sim0000)."
    )
    with Ledger(settings.paths.ledger) as ledger:
        spaces = [Workspace.open(one, ledger=ledger) for one in chosen(settings)]
        standings = sorted((standing(ws) for ws in spaces), key=lambda one: one.rank)
    assert [(one.state, one.site) for one in standings] == [
        ("layout", "sim0000"),
        ("blocked", "sim0001"),
        ("down", "sim0002"),
        ("fine", "sim0003"),
    ]
    assert all(one.why for one in standings[:3])


def test_who_watches_is_told_once_of_the_news_of_all_sites_and_the_sweep_says_so(look, settings, offices):
    look()
    settings.paths.watches.mkdir()
    (settings.paths.watches / "jobs.toml").write_text('measure = "城镇新增就业"\n', "utf-8")
    offices.pages |= {0: 4, 1: 4}
    done = look()

    assert done.told is not None
    assert done.told.endswith("hits of watches: the feeds have them.")
    assert done.told in done.sentence()
    offices.pages[2] = 4
    again = look()
    assert int((again.told or "0").split()[0]) * 2 == int(done.told.split()[0])


KILLED = """
import sys
from flows.followed import chosen
from flows.ledger.ledger import Ledger
from flows.run.sweep import sweep
from flows.settings import Settings
from pathlib import Path
from tests.flows.run.test_sweep import plainly
settings = Settings(data_dir=Path(sys.argv[1]), contact="desk@example.org")
with Ledger(settings.paths.ledger) as ledger:
    sweep(chosen(settings), ledger, "killed-" + sys.argv[2], plainly)
"""


@pytest.mark.parametrize(
    "trigger",
    some(["private/warehouse.duckdb", "private/stage/*/*", "briefings.duckdb"], here=["private/stage/*/*"]),
)
def test_a_sweep_that_is_killed_amid_loads_of_several_sites_is_completed_by_the_next(
    look, settings, offices, tmp_path, trigger
):
    offices.pages = dict.fromkeys(range(4), 9)
    with subprocess.Popen([sys.executable, "-c", KILLED, tmp_path, trigger], cwd=ROOT) as process:
        while process.poll() is None and not any(tmp_path.glob(trigger)):
            time.sleep(0.01)
        process.kill()
    done = look()

    assert done.complete, done.sentence()
    assert rows(settings, "SELECT count(*), count(DISTINCT briefing_id), count(DISTINCT url) FROM briefings") == [
        (36, 36, 36)
    ]
    assert rows(settings, "SELECT count(*) - count(DISTINCT turn_id), count(*) FROM turns") == [(0, 3 * 36)]
    assert rows(settings, "SELECT count(*) - count(DISTINCT metric_id) FROM metrics") == [(0,)]
    assert rows(settings, "SELECT count(*) FROM briefings WHERE revision > 1") == [(0,)]
    assert not [*settings.paths.stage.rglob("*.part"), *tmp_path.glob(".briefings*")]
    assert set(states(look()).values()) == {"unchanged"}


def sweep_with_broken_definition(settings: Settings) -> dict[str, str]:
    with Ledger(settings.paths.ledger) as ledger:
        done = sweep(chosen(settings, lenient=True), ledger, "sweep", plainly)
    assert (done.outcome, done.complete) == ("success", False)
    assert "1 down (sim0001)" in done.sentence()
    return {Path(site).stem: state for site, state in states(done).items()}


def test_one_run_is_filed_for_a_sweep_and_one_for_each_site_with_news(look, settings, offices):
    look()
    offices.pages[2] = 4
    look()

    assert rows(settings, "SELECT flow, site FROM runs WHERE definition_sha256 IS NULL AND site IS NOT NULL") == []
    with sqlite3.connect(settings.paths.ledger) as con:
        filed = con.execute("SELECT flow, site FROM runs ORDER BY started_at").fetchall()
    assert filed.count(("watch", "")) == 2
    assert [site for flow, site in filed if flow == "ingest"].count("sim0002") == 2


def test_a_site_is_due_once_a_slot_and_never_while_it_is_paused(settings):
    moments = [datetime(2026, 1, 15, 2, 0, 30, tzinfo=UTC)]
    with Ledger(settings.paths.ledger, clock=lambda: moments[0]) as ledger:
        sites = chosen(settings)
        assert len(due(sites, ledger)) == 4
        ledger.looks.note("sim0000", "unchanged")
        ledger.looks.pause("sim0001")
        assert [Path(one.site).stem for one in due(sites, ledger)] == ["sim0002", "sim0003"]
        moments[0] += timedelta(minutes=1)
        assert [Path(one.site).stem for one in due(sites, ledger)] == ["sim0000", "sim0002", "sim0003"]
        ledger.looks.pause("sim0001", paused=False)
        assert len(due(sites, ledger)) == 4


def test_a_site_that_another_run_works_on_is_left_to_it(look, settings):
    with run_lock(settings.paths, "sim0001"):
        done = look()
        with pytest.raises(RunInProgress), run_lock(settings.paths):
            pass

    assert states(done)["sim0001"] == "busy"
    with run_lock(settings.paths), pytest.raises(RunInProgress), run_lock(settings.paths, "sim0001"):
        pass


def test_two_sites_in_one_directory_have_the_rows_of_two_directories(look, settings, tmp_path, offices):
    look("sim0000", "sim0001")
    apart = []
    for name in ("sim0000", "sim0001"):
        own = Settings(data_dir=tmp_path / name, contact="desk@example.org")
        definition = str(settings.paths.sites / f"{name}.toml")
        with Ledger(own.paths.ledger) as ledger:
            sweep(chosen(own, [definition]), ledger, "alone", plainly)
        apart.append(own)

    # What a clock decides differs; everything that is read from pages is the same, ids included.
    for table in COMPARED:
        statement = f"SELECT COLUMNS(lambda c: NOT regexp_matches(c, '_at$|^run_id$|^followed_since$')) FROM {table}"
        ours, theirs = rows(settings, statement), [row for own in apart for row in rows(own, statement)]
        assert ours, table
        assert sorted(map(repr, ours)) == sorted(map(repr, theirs)), table


def test_a_page_that_two_sites_list_stays_the_firsts_and_the_second_is_told(look, settings, offices):
    """Both lists name it: one address is one briefing, and that the other site lacks it is said, not silent."""
    file = settings.paths.sites / "sim0001.toml"
    text = file.read_text("utf-8").replace("sim0001", "twin")
    twin = text.replace(offices.urls[1], offices.urls[0]).replace("/list.html", "/list.html?all")
    file.unlink()
    (settings.paths.sites / "twin.toml").write_text(twin, "utf-8")
    look("sim0000")
    done = look("twin")

    (seen,) = done.sites
    assert seen.report is not None
    assert "3 of the pages that twin lists were listed by sim0000 before" in " ".join(seen.report.warnings)
    assert rows(settings, "SELECT site, count(*) FROM briefings GROUP BY site") == [("sim0000", 3)]


COMPARED = (
    "briefings", "turns", "metrics", "briefing_urls", "pages", "revisions", "sites", "qa", "figures", "observations",
)  # fmt: skip


def test_news_waits_for_one_round_of_anothers_backfill_at_most(settings, tmp_path):
    """A process takes the writer's lock again as soon as it has let go of it, as a backfill does between its rounds."""
    rounds = tmp_path / "rounds"
    rounds.touch()
    hog = f"""
import time
from pathlib import Path
from warehouse.database.store import lock
while True:
    with lock(Path({str(tmp_path / "w.lock")!r}), wait=60), open({str(rounds)!r}, "a") as done:
        time.sleep(0.1)
        done.write(".")
"""
    with subprocess.Popen([sys.executable, "-c", hog], cwd=ROOT) as process:
        try:
            while rounds.stat().st_size < 3:
                time.sleep(0.01)
            for _ in range(5):
                before = rounds.stat().st_size
                with lock(tmp_path / "w.lock", wait=60):
                    assert rounds.stat().st_size - before <= 2
        finally:
            process.kill()
