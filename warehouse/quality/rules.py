"""The data-quality rules: one .sql file each, run on a batch before it is loaded and on everything by ``check``.

A rule selects the failing rows as (briefing_id, id, detail). Its header says ``severity`` (error or warning),
``scope`` (page: judged by one page alone, read from the checked_* views; warehouse: needs the whole), ``title``,
``action`` and, where rows may fail, ``tolerance`` (``3``, or ``2% of turns``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.database.bulk import append
from warehouse.database.migrate import Connection
from warehouse.database.statements import Script, scripts, sql
from warehouse.rows.loadpage import utc

SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule found. ``sample`` holds up to five failing rows as "id: detail"."""

    rule: str
    title: str
    action: str
    severity: str
    passed: bool
    failing_rows: int
    tolerance: int
    sample: list[str]

    def examples(self) -> list[str]:
        """The sample, and how many more rows fail than it shows."""
        more = self.failing_rows - len(self.sample)
        return [*self.sample, f"and {more} more"] if more else self.sample


def failing_pages(con: Connection) -> dict[str, str]:
    """briefing_id → reason, for staged pages that fail a page rule of severity ``error``."""
    reasons: dict[str, str] = {}
    for rule in rules():
        if (rule.header["severity"], rule.header["scope"]) == ("error", "page"):
            for briefing_id, row_id, detail in con.execute(rule.text).fetchall():
                reasons.setdefault(briefing_id, f"{rule.header['title']}: {row_id}: {detail}")
    return reasons


def check_rules(
    con: Connection, *, run_id: str, now: datetime, fewest_per_month: Mapping[str, int] | None = None
) -> list[Result]:
    """Run every rule on the whole warehouse and keep the results in ``quality_results``.

    Args:
        fewest_per_month: Site → press conferences of a month that is not silent; 1 for a site that is not named.
    """
    results = judge(con, fewest_per_month=fewest_per_month)
    append(
        con,
        "quality_results",
        (
            {
                "run_id": run_id,
                "rule": result.rule,
                "severity": result.severity,
                "passed": result.passed,
                "failing_rows": result.failing_rows,
                "sample": result.sample,
                "checked_at": utc(now),
            }
            for result in results
        ),
    )
    return results


def judge(con: Connection, *, fewest_per_month: Mapping[str, int] | None = None) -> list[Result]:
    """Run every rule on the whole warehouse and keep nothing: works on the reader copy, too."""
    con.execute(sql("quality/check_everything"))
    for site, fewest in (fewest_per_month or {}).items():
        con.execute("INSERT INTO usual_months (site, fewest) VALUES (?, ?)", [site, fewest])
    return [_run(con, rule) for rule in rules()]


def rules() -> Sequence[Script]:
    """Every rule, by name."""
    return scripts("quality/statements")


def _run(con: Connection, rule: Script) -> Result:
    con.execute("CREATE OR REPLACE TEMP VIEW failing AS " + rule.text)
    (count,) = con.execute("SELECT count(*) FROM failing").fetchone() or (0,)
    failing = con.execute("FROM failing LIMIT ?", [SAMPLE]).fetchall() if count else []
    header = rule.header
    tolerance = _tolerance(con, header.get("tolerance", "0"))
    return Result(
        rule=rule.name,
        title=header["title"],
        action=header["action"],
        severity=header["severity"],
        passed=count <= tolerance,
        failing_rows=count,
        tolerance=tolerance,
        sample=[f"{row_id}: {detail}" for _, row_id, detail in failing],
    )


def _tolerance(con: Connection, text: str) -> int:
    """How many rows may fail: a number, or a percentage of a table's rows."""
    percentage, of, table = text.partition("% of ")
    if not of:
        return int(text)
    (size,) = con.execute("SELECT count(*) FROM query_table(?)", [table]).fetchone() or (0,)
    return int(size * float(percentage) / 100)
