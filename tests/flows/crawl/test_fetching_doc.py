"""docs/fetching.md says what the code does."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from flows.http.transport import Limits
from flows.ledger.outcomes import AGES, QUARANTINE, TREATMENTS

DOC = (Path(__file__).parents[3] / "docs" / "fetching.md").read_text(encoding="utf-8")


def words(span: timedelta) -> str:
    days, hours = span.days, span.seconds // 3600
    number, unit = (days, "day") if days else (hours, "hour")
    return f"{number} {unit}{'s' if number > 1 else ''}"


def test_every_outcome_is_documented_with_its_meaning_and_its_waits() -> None:
    table = DOC.split("<!-- outcomes -->")[1].split("<!-- /outcomes -->")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE))
    assert set(rows) == set(TREATMENTS)
    for outcome, treatment in TREATMENTS.items():
        assert treatment.meaning in rows[outcome]
        assert ", ".join(map(words, treatment.again)) in rows[outcome]


def test_the_ages_and_limits_are_the_ones_in_use() -> None:
    for age, interval in AGES[:-1]:
        assert f"| up to {words(age)} ago | {words(interval)} |" in DOC
    assert f"| earlier | {words(AGES[-1][1])} |" in DOC
    first, later = map(words, QUARANTINE)
    assert f"after {first} in the first week of its copy and after {later} later on" in " ".join(DOC.split())
    limits = Limits()
    for value in (limits.connect_seconds, limits.read_seconds, limits.total_seconds):
        assert f"| {value:g} s" in DOC
    for value in (limits.wire_bytes, limits.body_bytes):
        assert f"| {value:,} |" in DOC
