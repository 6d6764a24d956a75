"""A lost warehouse comes again from archive and ledger, or from a WARC file: every revision, every id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from flows.archive.store import Archive
from flows.archive.warc_export import export_warc
from flows.archive.warc_import import import_warc
from flows.derive import loading
from flows.derive.job import ParseJob
from flows.derive.reading import parse_batch
from flows.ledger.copies import ArchivedPage
from flows.ledger.ledger import Ledger
from flows.report import RunReport
from flows.run import steps
from flows.run.lists import Lists
from flows.run.run import Run, finish, recorded
from flows.settings import load_settings
from flows.workspace import Workspace
from parsers import PARSER_VERSION
from tests.faultsite import FakeClock, FaultSite, fault_site
from tests.faultsite.faults import HTML
from tests.plain import with_tables
from tests.some import some
from warehouse.database.store import writer

KEPT = (
    "SELECT briefing_id, url, revision, content_hash, page_sha256, first_seen_at, checked_at FROM briefings",
    "SELECT turn_id, seq, text FROM turns",
    "SELECT metric_id, text FROM metrics",
    "SELECT briefing_id, revision, seen_at, page_sha256, title, diff FROM revisions",
    "SELECT id, text, revision FROM retired_ids",
    "FROM briefing_urls",
    "SELECT url, page_sha256 FROM quarantine WHERE resolved_at IS NULL",
)
"""What must be the same after a rebuild: all but the moments of writing."""


class Office:
    """A data directory, the site that it watches, and runs a day apart."""

    def __init__(self, web: FaultSite, clock: FakeClock, root: Path) -> None:
        settings = load_settings(
            data_dir=with_tables(root / "data"), site=str(web.write_definition(root)), base_url=web.url
        )
        ledger = Ledger(settings.paths.ledger, clock)
        self.ws = Workspace(settings, web.site(), settings.paths, ledger, Archive(settings.paths.archive))
        self.web, self.clock, self.runs = web, clock, 0

    def run(self) -> RunReport:
        """Look at everything, and load what is new."""
        self.runs += 1
        self.clock.advance(days=60)
        run_id = f"run-{self.runs}"
        report = RunReport(run_id, "ingest", self.ws.site.name, started_at=self.ws.now())
        with (
            self.ws.client(run_id) as client,
            recorded(self.ws, report),
            closing(Run(self.ws, client, report)) as run,
        ):
            Lists(run, full=True).result()
            for page in steps.choose(run):
                steps.fetch_one(self.ws, client, page.url)
            self.load(report, self.waiting())
            finish(self.ws, report)
        return report

    def waiting(self) -> list[ArchivedPage]:
        return self.ws.ledger.pending_pages(self.ws.site.name, PARSER_VERSION)

    def load(self, report: RunReport, pages: list[ArchivedPage]) -> None:
        parsed = parse_batch(ParseJob.of(self.ws), pages, f"batch-{self.runs}")
        for url, page_sha256, _ in parsed.lost:
            self.ws.ledger.forget_copy(url, page_sha256)
        loading.load_staged(self.ws, report.run_id, [parsed], report)
        loading.copy_crawl(self.ws)

    def lose_the_warehouse(self) -> None:
        for path in self.ws.paths.private.glob("warehouse*"):
            path.unlink()
        self.ws.ledger.forget_loaded()

    def rebuild(self) -> RunReport:
        report = RunReport("rebuild", "reparse", self.ws.site.name, started_at=self.ws.now())
        self.load(report, self.waiting())
        return report

    def kept(self) -> list[list[tuple[Any, ...]]]:
        with writer(self.ws.paths.warehouse) as con:
            return [con.execute(f"{statement} ORDER BY ALL").fetchall() for statement in KEPT]

    def edit(self, path: str, before: str, after: str) -> None:
        raw, _ = self.web.body(path) or (b"", "")
        assert before.encode() in raw
        self.web.files[path] = (raw.replace(before.encode(), after.encode(), 1), HTML)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = FakeClock()
    with fault_site(clock) as web:
        office = Office(web, clock, tmp_path)
        yield office
        office.ws.ledger.close()


def test_every_revision_and_every_id_comes_again(office: Office) -> None:
    inserted, withdrawn, returned = office.web.publish_many(3)
    office.run()
    office.edit(
        inserted, '<div id="ivs_content" class="Article_content">', '<div id="ivs_content"><p>周澜平：各位好。</p>'
    )
    office.edit(withdrawn, "好事办好。", "好事办好，已完成45项。")
    office.edit(returned, "今年以来", "一年以来")
    office.run()
    office.edit(withdrawn, "，已完成45项。", "。")
    office.edit(returned, "一年以来", "今年以来")
    office.run()
    before = office.kept()
    assert [len(rows) for rows in before[3:5]] == [8, 1]

    office.lose_the_warehouse()
    office.rebuild()

    assert office.kept() == before


def test_a_rebuild_that_was_stopped_goes_on_where_it_was(office: Office) -> None:
    first, second = office.web.publish_many(2)
    office.run()
    for path in (first, second):
        office.edit(path, "今年以来", "一年以来")
    office.run()
    before = office.kept()

    office.lose_the_warehouse()
    report = RunReport("stopped", "reparse", office.ws.site.name, started_at=office.ws.now())
    office.load(report, office.waiting()[:3])
    office.rebuild()

    assert office.kept() == before


def test_a_transcript_posted_again_elsewhere_keeps_the_name_of_its_first_address(office: Office) -> None:
    first = office.web.publish(1)
    office.run()
    office.edit(first, "今年以来", "一年以来")
    office.run()
    again = office.web.publish(0, title="市政府新闻发布会问答实录（2026年9月11日）")
    office.web.files[again] = office.web.files[first]
    office.run()
    before = office.kept()
    assert len(before[0]) == 1
    assert len(before[5]) == 2

    office.lose_the_warehouse()
    office.rebuild()

    assert office.kept() == before


@pytest.mark.parametrize("between", some(["", "ingest", "check"], here=["ingest"]))
def test_which_address_names_a_briefing_does_not_depend_on_where_a_run_was_stopped(
    office: Office, between: str
) -> None:
    first, again = office.web.publish(3), office.web.publish(0)
    office.web.files[again] = office.web.files[first] = office.web.body(first) or (b"", "")
    office.clock.advance(days=60)
    office.ws.ledger.start_run("killed", "ingest", office.ws.site.name)
    with office.ws.client("killed") as client:
        steps.fetch_one(office.ws, client, office.web.url + again)
    office.clock.advance(days=60)
    if between:  # another one that is killed, or a check that ends well
        office.ws.ledger.start_run("between", between, office.ws.site.name)
    if between == "check":
        office.ws.ledger.finish_run("between", "success")
    office.run()
    before = office.kept()
    assert [(row[1].endswith(first), row[2]) for row in before[0]] == [(True, 1)]

    office.lose_the_warehouse()
    office.rebuild()

    assert office.kept() == before


def test_a_version_that_cannot_be_had_any_more_costs_only_itself(office: Office) -> None:
    (path,) = office.web.publish_many(1)
    office.run()
    office.edit(path, "今年以来", "一年以来")
    office.run()
    first, newest = office.ws.ledger.copies.versions()
    office.ws.archive.path(first.page_sha256).unlink()

    office.lose_the_warehouse()
    report = office.rebuild()

    assert (report.inserted, report.troubles) == (1, [])
    assert office.ws.ledger.validators(newest.url).page_sha256 == newest.page_sha256
    assert office.kept()[0][0][2] == 1


def test_an_old_version_that_cannot_be_read_is_no_matter_for_the_quarantine(office: Office) -> None:
    (path,) = office.web.publish_many(1)
    office.web.files[path] = (b"<html><head><title>x</title></head><body>" + b"<p>x</p>" * 90 + b"</body></html>", HTML)
    assert office.run().quarantined == 1
    del office.web.files[path]
    office.run()
    before = office.kept()
    assert (len(before[0]), before[6]) == (1, [])

    office.lose_the_warehouse()
    report = office.rebuild()

    assert (report.quarantined, office.kept()) == (0, before)


def test_what_a_killed_run_fetched_and_never_loaded_is_a_revision_too(office: Office) -> None:
    (path,) = office.web.publish_many(1)
    office.run()
    office.edit(path, "今年以来", "一年以来")
    office.clock.advance(days=60)
    with office.ws.client("killed") as client:
        steps.fetch_one(office.ws, client, office.web.url + path)
    office.edit(path, "一年以来", "半年以来")
    office.run()

    assert [row[1] for row in office.kept()[3]] == [1, 2, 3]


def test_a_warc_file_gives_the_same_briefings_elsewhere(office: Office, tmp_path: Path) -> None:
    first, second = office.web.publish(1), office.web.publish(2)
    office.run()
    office.edit(first, "今年以来", "一年以来")
    office.edit(second, "今年以来", "一年以来")
    office.run()
    office.edit(second, "一年以来", "今年以来")
    again = office.web.publish(0, title="市政府新闻发布会问答实录（2026年9月11日）")
    office.web.files[again] = office.web.files[first]
    office.run()
    office.web.forget()
    export_warc(tmp_path / "pages.warc.gz", office.ws.ledger, office.ws.archive)

    (tmp_path / "elsewhere").mkdir()
    other = Office(office.web, office.clock, tmp_path / "elsewhere")
    import_warc(tmp_path / "pages.warc.gz", other.ws.site, other.ws.ledger, other.ws.archive)
    other.rebuild()

    # When a page was last looked at is this data directory's own matter.
    taken, kept = other.kept(), office.kept()
    assert [row[:-1] for row in taken[0]] == [row[:-1] for row in kept[0]]
    assert taken[1:] == kept[1:]
    assert office.web.requests == []
    other.ws.ledger.close()


def test_a_run_reports_corrections_of_what_is_not_there(office: Office) -> None:
    office.web.publish_many(1)
    office.ws.paths.corrections.mkdir(parents=True)
    entry = 'target = "faultsite-000000000000"\nfield = "title"\nvalue = "甲"\nexpected = "乙"\nreason = "试"\n'
    (office.ws.paths.corrections / "a.toml").write_text(f"[[correction]]\n{entry}", "utf-8")

    report = office.run()

    assert [(trouble.stage, trouble.url) for trouble in report.troubles] == [("correct", "a.toml")]
    assert "1 corrections without effect" in report.message
