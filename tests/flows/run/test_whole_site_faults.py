"""Faults of the site as a whole on the real flow: a certificate that ran out, a list that does not end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.crawl.discovery import MAX_LIST_PAGES, discover
from tests.faultsite import FaultSite, fault_site
from tests.plain import run_ingest


def test_an_expired_certificate_ends_the_run_and_a_renewed_one_is_enough(tmp_path: Path) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("cryptography")
    from tests.faultsite import certificates

    authority = certificates.make_authority(tmp_path)
    expired = certificates.server_context(authority, tmp_path, expired=True)
    with fault_site(tls=expired) as web:
        web.publish_many(3)
        definition = web.write_definition(tmp_path, politeness=f'ca_file = "{authority.file}"')
        code, report = run_ingest(tmp_path / "data", definition, web.url)
        assert (code, report["outcome"], web.requests) == (1, "unavailable", [])
        assert "expired" in report["message"]
        assert "next run tries again" in report["message"]
        port = int(web.url.rpartition(":")[2])
    with fault_site(tls=certificates.server_context(authority, tmp_path), port=port) as web:
        web.publish_many(3)
        code, report = run_ingest(tmp_path / "data", definition, web.url)
        assert (code, report["inserted"]) == (0, 3)


@pytest.mark.parametrize("most", [40, pytest.param(MAX_LIST_PAGES, marks=pytest.mark.soak)])
def test_of_ten_thousand_list_pages_a_run_reads_some_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setitem(discover.__kwdefaults__, "max_list_pages", most)
    with fault_site() as web:
        web.endless_list, web.page_count = True, 10_000
        definition = web.write_definition(tmp_path)
        # Nothing on the lists is a transcript: it is the walk that is looked at.
        definition.write_text(definition.read_text("utf-8").replace("问答实录|", ""), "utf-8")
        code, report = run_ingest(tmp_path / "data", definition, web.url)
        first = list_numbers(web)
        assert (code, report["outcome"], report["fetched"]) == (0, "unchanged", 0)
        assert first == list(range(1, most + 1))

        web.forget()
        code, report = run_ingest(tmp_path / "data", definition, web.url)
        second = list_numbers(web)
        assert (code, len(second)) == (0, most)
        fresh = [number for number in second if number not in first]
        assert fresh == list(range(most + 1, most + 1 + len(fresh)))
        assert len(fresh) > most - 10, "only the head of the list is read again"


def list_numbers(web: FaultSite) -> list[int]:
    """The list pages that were asked for, by number, in order."""
    names = [path.removeprefix("/nw9820/index").removesuffix(".html") for path in web.paths() if "/index" in path]
    return [int(name.removeprefix("_") or 1) for name in names]
