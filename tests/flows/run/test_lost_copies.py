"""An archived copy that cannot be read is a failure that is named, whatever the run was asked to read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.sample import DEFINITION, sample_server
from tests.conftest import Briefings
from tests.plain import run_ingest, run_reparse
from warehouse.readers.query import query

pytestmark = pytest.mark.prefect


def damage(data: Path) -> list[str]:
    """Spoil the archived copies of two briefings; their ids."""
    found = query(data / "briefings.duckdb", "SELECT briefing_id, page_sha256 FROM briefings ORDER BY 1 LIMIT 2").rows
    for _, sha256 in found:
        (copy,) = (data / "archive").rglob(f"{sha256}*")
        copy.chmod(0o600)
        copy.write_bytes(b"\x1f\x8bdamaged")
    return [str(briefing_id) for briefing_id, _ in found]


def test_a_reparse_names_the_copies_that_it_could_not_read_and_ends_incomplete(
    tmp_path: Path, flow_briefings: Briefings
) -> None:
    data = tmp_path / "data"
    where = ["--data-dir", data, "--site", DEFINITION]
    with sample_server() as site:
        assert run_ingest(data, DEFINITION, site.url)[0] == 0
    first, _ = damage(data)

    one = flow_briefings("reparse", *where, "--briefing", first)
    assert one.returncode == 3, one.stderr
    assert "1 archived copy lost or damaged" in one.stdout
    assert "nothing was written" not in one.stdout
    assert "archive: http" in one.stderr
    # The copy is forgotten and asked for again; until it is here, a reparse cannot vouch for the briefing.
    code, again = run_reparse(data, DEFINITION, first)
    assert code == 3, again
    assert "the next ingest asks for the page again" in json.dumps(again)
    code, every = run_reparse(data, DEFINITION)
    assert (code, every["lost"]) == (3, 2)
