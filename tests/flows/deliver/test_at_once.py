"""Two processes that come to deliver, or to tell, in the same moment, as the runs of two sites do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from flows.deliver.delivery import pending
from flows.deliver.news import tell
from flows.settings import Settings, load_settings
from tests.flows.deliver.conftest import Reader
from tests.plain import with_tables
from tests.warehouse.warehouse_pages import NOW, load_page, page, turn
from warehouse.database.publish import publish
from warehouse.database.store import writer
from warehouse.load.crawl import sync_crawl
from warehouse.load.loading import load_pages

BEGINNING = """
import fcntl, sys
from datetime import UTC, datetime
from flows.deliver import delivery, news, remote
from flows.settings import load_settings

def flock(handle, how, really=fcntl.flock):
    try:
        really(handle, how)
    except BlockingIOError:
        print("waits", flush=True)
        raise

def stopped(*arguments):
    print("inside", flush=True)
    sys.stdin.readline()
    setattr(*place, really)
    return really(*arguments)

fcntl.flock = flock
"""


def started(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BEGINNING + code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def at_once(place: str, first: str, second: str) -> list[str]:
    """What both say in the end: the second comes while the first is at ``place``, and either waits or does its work."""
    stop = f"place = {place}; really = getattr(*place); setattr(*place, stopped)\n"
    with started(stop + first) as one, started(second.replace("go = ", "sys.stdin.readline(); go = ")) as two:
        assert one.stdin and one.stdout and two.stdin and two.stdout
        assert one.stdout.readline() == "inside\n"
        two.stdin.write("\n")
        two.stdin.flush()
        said = two.stdout.readline()
        one.stdin.write("\n")
        one.stdin.flush()
        said += two.stdout.read()
        ended = [one.stdout.read(), said]
    assert (one.returncode, two.returncode) == (0, 0)
    return [each.replace("waits\n", "").strip() for each in ended]


def delivery_to(settings: Settings) -> str:
    return (
        f"settings = load_settings(data_dir={str(settings.paths.root)!r}, publish_url={settings.publish_url!r})\n"
        "(target,) = delivery.targets(settings)\n"
        "go = delivery.deliver(settings, target, now=datetime.now(UTC)); print(go)\n"
    )


def test_two_deliveries_both_arrive_and_both_are_noted(made: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(made, data)
    one, two = (load_settings(data_dir=data, publish_url=(tmp_path / name).as_uri()) for name in ("one", "two"))
    said = at_once("(remote.Remote, 'put')", delivery_to(one), delivery_to(two))
    assert all("files renewed" in each for each in said)
    assert pending(one) == pending(two) == []
    found = [
        Reader(str(settings.publish_url)).glob("turns", "count(*), count(DISTINCT turn_id)") for settings in (one, two)
    ]
    assert found[0] == found[1]
    assert list((data / "private" / "parts").iterdir()) == []


def test_a_delivery_that_another_run_did_meanwhile_is_not_done_again(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "data")
    settings = load_settings(data_dir=tmp_path / "data", publish_url=(tmp_path / "one").as_uri())
    said = at_once("(remote.Remote, 'put')", delivery_to(settings), delivery_to(settings))
    assert "files renewed" in said[0]
    assert said[1].startswith("Another run brought it all to ")


def test_the_same_news_is_told_by_one_of_two_runs(tmp_path: Path) -> None:
    settings = load_settings(data_dir=with_tables(tmp_path))
    settings.paths.watches.mkdir()
    (settings.paths.watches / "lifts.toml").write_text('words = "加装电梯"\n', "utf-8")
    ran(settings, "one", page([turn(1, "remark", "无关。")]))
    tell(settings, "one")
    ran(settings, "two", page())
    ran(settings, "three", page([turn(1, "remark", "也无关。")]))
    telling = [
        f"settings = load_settings(data_dir={str(tmp_path)!r})\ngo = news.tell(settings, {run!r}); print(go)\n"
        for run in ("three", "two")  # three takes the news of two, which nobody has told yet, along
    ]
    assert at_once("(news, 'hits')", *telling) == ["2 hits of watches: the feeds have them.", "None"]
    assert json.loads(settings.paths.told.read_text("utf-8")) == ["one", "three", "two"]


def ran(settings: Settings, run_id: str, *pages: object) -> None:
    with writer(settings.paths.warehouse) as con:
        load_pages(con, [load_page(each, name=run_id) for each in pages], run_id=run_id, now=NOW)  # type: ignore[arg-type]
        sync_crawl(con, runs=[{"run_id": run_id, "flow": "ingest", "site": "sample", "started_at": NOW}])
    publish(settings.paths.warehouse, settings.paths.reader)
