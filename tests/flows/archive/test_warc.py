"""WARC: other tools read what is written, and what is written can be read back."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.archive.warc_export import export_warc
from flows.archive.warc_import import import_warc, nothing_found
from parsers.errors import ArchiveError, UsageError
from tests.faultsite.content import SOFT_404
from tests.flows.conftest import Rig


@pytest.fixture
def full(rig: Rig) -> Rig:
    """A rig with five pages, one of them in two versions."""
    paths = rig.web.publish_many(5)
    rig.run()
    rig.web.correct(paths[0], "（更正。）")
    rig.clock.advance(days=2)
    rig.run()
    return rig


def records(path: Path) -> list[tuple[str, str, bytes]]:
    """(type, address, body) of every record, as warcio reads them."""
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]


@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.warc"])
def test_every_version_of_every_page_is_written_and_readable(full: Rig, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    report = export_warc(path, full.ledger, full.archive)
    assert (report.pages, report.skipped) == (6, ())
    info, *others = records(path)
    assert info[0] == "warcinfo"
    pages, notes = others[::2], others[1::2]
    assert {kind for kind, _, _ in notes} == {"metadata"}
    assert b"listed-on: 2026-09-14\r\n" in b"".join(text for _, _, text in notes)
    assert {full.archive.put(body) for _, _, body in pages} == {v.page_sha256 for v in full.ledger.copies.versions()}
    assert path.read_bytes().startswith(b"\x1f\x8b") == name.endswith(".gz")


def test_warcio_finds_no_fault_in_the_file(full: Rig, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pages.warc.gz"
    export_warc(path, full.ledger, full.archive)
    checker = Checker(type("Arguments", (), {"inputs": [str(path)], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0


def test_a_lost_copy_is_left_out_and_named(full: Rig, tmp_path: Path) -> None:
    version = full.ledger.copies.versions()[0]
    full.archive.path(version.page_sha256).unlink()
    report = export_warc(tmp_path / "pages.warc.gz", full.ledger, full.archive)
    assert report.pages == 5
    assert report.skipped == (version.url,)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(full: Rig, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="could not be written"):
        export_warc(tmp_path / "missing" / "pages.warc.gz", full.ledger, full.archive)
    assert not list(tmp_path.glob("**/*.part"))


def test_a_written_file_fills_an_empty_data_directory_without_a_request(full: Rig, tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    export_warc(path, full.ledger, full.archive)
    other = Rig(full.web, full.clock, tmp_path / "other")
    full.web.forget()
    report = import_warc(path, other.site, other.ledger, other.archive)
    assert report.pages == 5
    assert len(other.ledger.pending_pages("faultsite", "1")) == 6
    assert other.ledger.copies.versions() == full.ledger.copies.versions()
    assert [page.page_sha256 for page in other.ledger.archived_pages()] == [
        page.page_sha256 for page in full.ledger.archived_pages()
    ]
    assert full.web.requests == []
    assert import_warc(path, other.site, other.ledger, other.archive).pages == 5
    other.ledger.close()


def write(path: Path, pages: list[tuple[str, bytes, str]]) -> None:
    """A WARC file of another crawler: (address, body, status line)."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.name.endswith(".gz"))
        for url, raw, status in pages:
            headers = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(raw), length=len(raw), http_headers=headers
            )
            writer.write_record(record)


def test_only_transcripts_of_the_site_are_taken_from_a_foreign_file(rig: Rig, tmp_path: Path) -> None:
    path = rig.web.publish(0)
    raw, _ = rig.web.body(path) or (b"", "")
    other = raw.replace("问答实录（".encode(), "工作动态（".encode())
    write(
        tmp_path / "foreign.warc.gz",
        [
            (rig.web.url + path, raw, "200 OK"),
            ("http://elsewhere.example/1.html", raw, "200 OK"),
            (rig.web.url + "/nw1/other.html", other, "200 OK"),
            (rig.web.url + "/nw1/missing.html", SOFT_404.encode(), "200 OK"),
            (rig.web.url + "/nw1/gone.html", raw, "404 Not Found"),
        ],
    )
    report = import_warc(tmp_path / "foreign.warc.gz", rig.site, rig.ledger, rig.archive)
    assert report.pages == 1
    assert len(report.skipped) == 3
    assert [page.url for page in rig.ledger.archived_pages()] == [rig.web.url + path]


def chunked(raw: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(raw), raw)


HTML, GZIP, CHUNKS = ("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")
KINDS: dict[str, tuple[str, list[tuple[str, str]] | None, Callable[[bytes], bytes], dict[str, str], bool]] = {
    "packed": ("response", [HTML, GZIP], gzip.compress, {}, True),
    "in chunks": ("response", [HTML, CHUNKS], chunked, {}, True),
    "packed, in chunks": ("response", [HTML, GZIP, CHUNKS], lambda raw: chunked(gzip.compress(raw)), {}, True),
    "said to be packed, but is not": ("response", [HTML, GZIP, CHUNKS], bytes, {}, True),
    "saved without its answer": ("resource", None, bytes, {"Content-Type": "text/html"}, True),
    "address in brackets": ("response", [HTML], bytes, {"brackets": "yes"}, True),
    "cut by the crawler": ("response", [HTML], bytes, {"WARC-Truncated": "length"}, False),
    "same as before": ("revisit", [HTML], lambda raw: b"", {}, False),
    "question": ("request", None, lambda raw: b"GET / HTTP/1.1\r\n\r\n", {}, False),
}


@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.warc"])
@pytest.mark.parametrize(("kind", "headers", "pack", "extra", "taken"), KINDS.values(), ids=KINDS)
def test_records_of_other_tools_give_the_page_as_it_was_served_or_nothing(
    rig: Rig,
    tmp_path: Path,
    name: str,
    kind: str,
    headers: list[tuple[str, str]] | None,
    pack: Callable[[bytes], bytes],
    extra: dict[str, str],
    taken: bool,
) -> None:
    raw, _ = rig.web.body(path := rig.web.publish(0)) or (b"", "")
    packed, url, extra = pack(raw), rig.web.url + path, dict(extra)
    with (tmp_path / name).open("wb") as file:
        writer = WARCWriter(file, gzip=name.endswith(".gz"))
        record = writer.create_warc_record(
            f"<{url}>" if extra.pop("brackets", None) else url,
            kind,
            payload=BytesIO(packed),
            length=len(packed),
            http_headers=headers and StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            warc_content_type=extra.pop("Content-Type", ""),
            warc_headers_dict=extra,
        )
        writer.write_record(record)
    import_warc(tmp_path / name, rig.site, rig.ledger, rig.archive)
    assert [rig.archive.get(v.page_sha256) for v in rig.ledger.copies.versions()] == [raw] * taken


def test_a_page_that_the_end_of_the_file_cuts_is_left_out(rig: Rig, tmp_path: Path) -> None:
    raw, _ = rig.web.body(path := rig.web.publish(0)) or (b"", "")
    file = tmp_path / "cut.warc"
    write(file, [(rig.web.url + path, raw, "200 OK")])
    file.write_bytes(file.read_bytes()[:-300])

    assert import_warc(file, rig.site, rig.ledger, rig.archive).pages == 0


def test_a_copy_of_our_own_is_not_replaced(full: Rig, tmp_path: Path) -> None:
    page = next(full.ledger.archived_pages())
    raw = full.archive.get(page.page_sha256).replace("小区".encode(), "街区".encode())
    write(tmp_path / "old.warc.gz", [(page.url, raw, "200 OK")])
    import_warc(tmp_path / "old.warc.gz", full.site, full.ledger, full.archive)
    assert full.ledger.validators(page.url).page_sha256 == page.page_sha256


def test_pages_of_the_definitions_own_host_are_the_sites_behind_another_base_url_too(rig: Rig, tmp_path: Path) -> None:
    raw, _ = rig.web.body(rig.web.publish(0)) or (b"", "")
    host = next(iter(rig.site.replaces))
    write(tmp_path / "own.warc.gz", [(f"https://{host}/nw1/a.html", raw, "200 OK")])
    assert import_warc(tmp_path / "own.warc.gz", rig.site, rig.ledger, rig.archive).pages == 1


def test_several_versions_in_a_foreign_file_are_taken_by_their_dates(rig: Rig, tmp_path: Path) -> None:
    path = rig.web.publish(0)
    raw, _ = rig.web.body(path) or (b"", "")
    url, edited = rig.web.url + path, raw.replace("小区".encode(), "街区".encode())
    dates = {"2026-09-03T00:00:00Z": edited, "2026-09-01T00:00:00Z": raw, "no date": b"<p>" + raw}
    with (tmp_path / "two.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for at, body in dates.items():
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            warc_headers = {"WARC-Date": at}
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(body), length=len(body), http_headers=headers,
                warc_headers_dict=warc_headers,
            )  # fmt: skip
            writer.write_record(record)
    import_warc(tmp_path / "two.warc.gz", rig.site, rig.ledger, rig.archive)
    assert [rig.archive.get(v.page_sha256) for v in rig.ledger.copies.versions()] == [b"<p>" + raw, raw, edited]
    assert rig.text(path) == edited.decode()


def test_notes_that_nobody_can_read_are_no_notes(full: Rig, tmp_path: Path) -> None:
    path = tmp_path / "pages.warc"
    export_warc(path, full.ledger, full.archive)
    damaged = path.read_bytes().replace(b"listed-on: 2026-", b"listed-on: 9999-").replace(b"run-at: 2", b"run-at: x")
    path.write_bytes(damaged.replace(b"listed-on: 9999-09-1", b"listed-on: 9999-99-1"))
    other = Rig(full.web, full.clock, tmp_path / "other")
    assert import_warc(path, other.site, other.ledger, other.archive).pages == 5
    days = {version.listed_on for version in other.ledger.copies.versions()}
    assert days == {None, date(9999, 9, 8), date(9999, 9, 5), date(9999, 9, 2)}
    other.ledger.close()


def test_a_file_without_a_page_of_the_site_says_whose_pages_it_holds(rig: Rig, tmp_path: Path) -> None:
    raw, _ = rig.web.body(rig.web.publish(0)) or (b"", "")
    path = tmp_path / "other.warc.gz"
    write(path, [("http://elsewhere.example:8000/1.html", raw, "200 OK")])
    report = import_warc(path, rig.site, rig.ledger, rig.archive)
    said = nothing_found(path, rig.site, report)
    assert "1 pages are from http://elsewhere.example:8000." in said
    assert "--base-url" in said


NO_ADDRESS = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n"
NO_QUESTION = (
    b"WARC/1.0\r\nWARC-Type: request\r\nWARC-Target-URI: http://a.b/\r\nContent-Length: 3\r\n\r\nx\r\n\r\n\r\n"
)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a warc file at all\r\n", gzip.compress(b"WARC/1.0\r\n", mtime=0)[:-4], NO_ADDRESS, NO_QUESTION],
)
def test_a_file_that_is_no_warc_is_said_to_be_none(rig: Rig, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    try:
        assert import_warc(path, rig.site, rig.ledger, rig.archive).pages == 0
    except UsageError as error:
        assert "x.warc.gz" in str(error)
