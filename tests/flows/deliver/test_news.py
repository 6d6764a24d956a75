"""Being told: one message a run, nothing twice, an edit with what changed; watches made and tried by command."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from flows.cli.app import run
from flows.deliver.news import tell
from flows.settings import load_settings
from parsers.errors import WatchError
from tests.plain import with_tables
from tests.warehouse.warehouse_pages import NOW, QUESTION, load_page, page, turn, usual_turns
from warehouse.database.publish import publish
from warehouse.database.store import writer
from warehouse.explore.watches import read_watches
from warehouse.load.crawl import sync_crawl
from warehouse.load.loading import load_pages

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # apprise's own


@pytest.fixture
def desk():
    """An address that is told, and what it was told."""
    told = []

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", told
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(tmp_path, desk):
    folder = tmp_path / "watches"
    folder.mkdir()
    (folder / "lifts.toml").write_text('words = "加装电梯"\n', "utf-8")
    (folder / "lin.toml").write_text('speaker = "林芳"\n', "utf-8")
    return load_settings(data_dir=with_tables(tmp_path), notify_urls=desk[0], explorer_url="https://press.example/")


def ingested(settings, run_id, *pages):
    private = settings.paths.warehouse
    with writer(private) as con:
        load_pages(con, pages, run_id=run_id, now=NOW)
        sync_crawl(con, pages=[], runs=[{"run_id": run_id, "flow": "ingest", "site": "sample", "started_at": NOW}])
    publish(private, settings.paths.reader)
    return tell(settings, run_id)


def test_a_run_tells_once_with_sentence_and_link(settings, desk):
    said = ingested(settings, "one", load_page(page()))
    ((_, told),) = [desk]
    assert "were told" in said
    assert len(told) == 1
    assert "林芳" in told[0]["message"]
    assert "加装电梯3000台" in told[0]["message"]
    assert "https://press.example/briefings/sample-" in told[0]["message"]
    assert "#t3" in told[0]["message"]
    assert tell(settings, "one") is None
    assert len(told) == 1


def test_an_edit_tells_what_changed_and_nothing_else(settings, desk):
    ingested(settings, "one", load_page(page()))
    turns = usual_turns()
    edited = [
        *turns[:1],
        turn(2, "question", QUESTION + "今年呢？", exchange=1, label="东方新闻记者", outlet="东方新闻"),
        *turns[2:],
    ]
    ingested(settings, "two", load_page(page(edited)))
    message = desk[1][-1]["message"]
    assert len(desk[1]) == 2
    assert "今年呢" in message
    assert "林芳" not in message


def test_who_begins_to_watch_is_not_told_of_what_was_there_before(settings, desk):
    watches = settings.paths.watches
    kept = {path.name: path.read_text("utf-8") for path in watches.iterdir()}
    for path in watches.iterdir():
        path.unlink()
    watches.rmdir()
    ingested(settings, "one", load_page(page()))
    watches.mkdir()
    for name, text in kept.items():
        (watches / name).write_text(text, "utf-8")
    ingested(settings, "two", load_page(page([turn(1, "remark", "无关。")]), name="two"))
    assert desk[1] == []


def test_news_of_a_run_that_was_killed_before_it_told_comes_with_the_next(settings, desk):
    ingested(settings, "zero", load_page(page([turn(1, "remark", "无关。")]), name="zero"))
    private = settings.paths.warehouse
    with writer(private) as con:
        load_pages(con, [load_page(page())], run_id="killed", now=NOW)
        sync_crawl(con, pages=[], runs=[{"run_id": "killed", "flow": "ingest", "site": "sample", "started_at": NOW}])
    ingested(settings, "next", load_page(page([turn(1, "remark", "也无关。")]), name="three"))
    assert len(desk[1]) == 1
    assert "加装电梯" in desk[1][0]["message"]


def test_an_address_that_does_not_answer_fails_nothing(settings, desk):
    silent = settings.model_copy(update={"notify_urls": load_settings(notify_urls="http://127.0.0.1:9/").notify_urls})
    assert "did not take" in ingested(silent, "one", load_page(page()))


@pytest.mark.parametrize("text", ["", "title = 'x'", "wrds = 'x'", "words = 3", "words = ' '", "words = ", "[words]"])
def test_a_wrong_watch_is_named(tmp_path, text):
    (tmp_path / "bad.toml").write_text(text, "utf-8")
    with pytest.raises(WatchError, match=r"bad\.toml"):
        read_watches(tmp_path)


def test_watches_are_made_listed_and_tried(settings, desk, capsys):
    ingested(settings, "one", load_page(page()))
    place = ["--data-dir", str(settings.paths.root)]
    assert run(["watch", "new", "beds", "--words", '养老"床位\\', *place]) == 0
    assert run(["watch", "new", "beds", "--words", "x", *place]) == 2
    assert run(["watch", "new", "../x", "--words", "x", *place]) == 2
    assert run(["watch", "new", "empty", *place]) == 2
    capsys.readouterr()
    assert run(["watch", "list", "--json", *place]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in listed] == ["beds", "lifts", "lin"]
    assert '养老"床位\\' in listed[0]["watches"]
    assert run(["watch", "test", "lifts", "--json", *place]) == 0
    assert [row["page"].partition("#")[2] for row in json.loads(capsys.readouterr().out)] == ["t2", "t3"]
    assert run(["watch", "test", "none", *place]) == 2
