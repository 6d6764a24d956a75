"""The reader copy kept open: the newest file soon after it was replaced, whoever reads meanwhile."""

from __future__ import annotations

import shutil
import threading

import pytest
from warehouse_pages import NOW, load_page, page, turn, usual_turns

from parsers.errors import QueryError, WarehouseError
from warehouse.database.publish import publish
from warehouse.database.store import writer
from warehouse.explore import library as module
from warehouse.explore.confined import ask
from warehouse.explore.library import Library
from warehouse.load.loading import load_pages

pytestmark = pytest.mark.slow


@pytest.fixture
def grow(empty, private, reader_copy):
    private.parent.mkdir(mode=0o700)
    shutil.copy(empty, private)

    def grow(number):
        with writer(private) as con:
            load_pages(
                con,
                [load_page(page([*usual_turns(), turn(5, "remark", f"第{number}次。")]), name=f"page{number}")],
                run_id="r",
                now=NOW,
            )
        publish(private, reader_copy)

    return grow


def conferences(library):
    with library.reading() as reading:
        return reading.first("overview")["conferences"], reading.edition


def test_a_replaced_file_is_read_afterwards(grow, reader_copy):
    grow(1)
    library = Library(reader_copy)
    before = conferences(library)
    grow(2)
    assert library.edition() != before[1]
    assert (before[0], conferences(library)[0]) == (1, 2)


def test_who_reads_keeps_one_state_and_newcomers_get_the_new_one_in_the_end(grow, reader_copy, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    grow(1)
    library = Library(reader_copy)
    with library.reading() as reading:
        grow(2)
        assert conferences(library)[0] == 1  # the old copy is read on for a moment
        late = []
        newcomer = threading.Thread(target=lambda: late.append(_after(library, 0.3)))
        newcomer.start()
        assert reading.first("overview")["conferences"] == 1
        threading.Event().wait(0.6)
    newcomer.join(10)
    assert late == [2]


def _after(library, seconds):
    conferences(library)  # notices the new file
    threading.Event().wait(seconds)
    return conferences(library)[0]


def test_twenty_readers_fail_never_while_the_file_is_replaced(grow, reader_copy):
    grow(0)
    library, done, seen, failures = Library(reader_copy), threading.Event(), set(), []

    def read():
        while not done.is_set():
            try:
                seen.add(conferences(library)[0])
                done.wait(0.01)  # else they take the time from who writes
            except Exception as error:  # noqa: BLE001 - whatever it is, a reader has to tell it
                failures.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(20)]
    for each in readers:
        each.start()
    for number in range(1, 6):
        grow(number)
    last = conferences(library)
    done.set()
    for each in readers:
        each.join(30)
    assert failures == []
    assert len(seen) > 1
    assert conferences(library)[0] == 6 >= last[0]


def test_a_reader_that_gets_no_thread_keeps_nobody_from_the_new_file(grow, reader_copy, monkeypatch):
    grow(1)
    library = Library(reader_copy)

    def refused(_):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="thread"):
        patch.setattr(threading.Timer, "start", refused)
        conferences(library)
    grow(2)
    assert conferences(library)[0] == 2


def test_without_a_file_it_says_what_to_do(tmp_path):
    with pytest.raises(QueryError, match="briefings ingest"):
        Library(tmp_path / "briefings.duckdb").edition()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "briefings.duckdb"
    path.write_bytes(b"x" * 5000)
    with pytest.raises(WarehouseError, match=r"damaged|could not"), Library(path).reading():
        pass


@pytest.mark.parametrize(
    "greedy",
    [
        pytest.param("SELECT list_sum(range(100000000))", marks=pytest.mark.soak),
        "SELECT length(repeat('x', 1000000000))",
        "SELECT count(*) FROM range(100000000000)",
    ],
)
def test_a_greedy_question_is_stopped_and_harms_nobody(grow, reader_copy, greedy):
    grow(1)
    with pytest.raises(QueryError, match=r"(?i)memory|seconds"):
        ask(reader_copy, greedy, seconds=1)
    assert ask(reader_copy, "SELECT count(*) FROM briefings").rows == [(1,)]


def test_a_long_cell_is_cut_and_a_long_answer_too(grow, reader_copy):
    grow(1)
    assert len(ask(reader_copy, "SELECT repeat('x', 2000000)").rows[0][0]) == 100_000
    answer = ask(reader_copy, "SELECT repeat('x', 90000) FROM range(400)")
    assert 0 < len(answer.rows) < 400
    assert answer.more
