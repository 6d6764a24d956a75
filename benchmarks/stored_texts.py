"""What it would cost to gather the questions and answers of ``qa`` from turns instead of storing them in exchanges.

    python -m benchmarks.stored_texts FOLDER [--most 60]    (FOLDER holds briefings.duckdb, as warehouse_growth --keep leaves it)

Prints one JSON object: the megabytes of the stored texts and of the file, and milliseconds of queries on both, each on its own
connection; ``null`` where a query took longer than ``--most`` seconds.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import duckdb

from docs.describe import body
from warehouse.database.statements import scripts

GATHERED = """
CREATE TEMP VIEW qa AS
SELECT e.* EXCLUDE (question, answers, loaded_at), said.question, said.answers
FROM exchanges AS e
LEFT JOIN (
  SELECT
    t.briefing_id,
    t.exchange,
    string_agg(t.text, chr(10) ORDER BY t.seq) FILTER (t.role = 'question') AS question,
    string_agg(coalesce(coalesce(t.label, t.speaker) || '：', '') || t.text, chr(10) || chr(10) ORDER BY t.seq)
      FILTER (t.role = 'answer') AS answers
  FROM turns AS t
  WHERE t.exchange IS NOT NULL
  GROUP BY t.briefing_id, t.exchange
) AS said USING (briefing_id, exchange)
"""

QUERIES = {
    "latest five questions": "SELECT held_on, outlet, question FROM qa ORDER BY held_on DESC LIMIT 5",
    "latest five with answers": "SELECT held_on, outlet, question, answers FROM qa ORDER BY held_on DESC LIMIT 5",
    "one briefing": "FROM qa WHERE briefing_id = (SELECT min(briefing_id) FROM briefings)",
    "a month": "FROM qa WHERE held_on BETWEEN DATE '2022-03-01' AND DATE '2022-03-31'",
    "answers of a speaker": "SELECT held_on, question, answers FROM qa WHERE list_contains(answerers, '发言人7')",
    "questions with a word": "SELECT held_on, question FROM qa WHERE contains(question, '养老') ORDER BY held_on LIMIT 20",
}
TEXTS = """
SELECT count(DISTINCT block_id) * 262144 / 1e6 FROM pragma_storage_info('exchanges')
WHERE column_name IN ('question', 'answers') AND segment_type <> 'VALIDITY'
"""


def seconds(reader: Path, statement: str, view: str | None, most: float) -> float | None:
    """How long the statement takes; None where it takes longer than ``most``."""
    with duckdb.connect(
        str(reader), read_only=True, config={"memory_limit": "2GB", "max_execution_time": int(most * 1000)}
    ) as con:
        if view:
            con.execute(view)
        started = time.perf_counter()
        try:
            con.execute(statement).fetchall()
        except duckdb.InterruptException:
            return None
        return time.perf_counter() - started


def best(reader: Path, statement: str, view: str | None, most: float) -> int | None:
    """Milliseconds; the better of two where it takes less than a second."""
    taken = seconds(reader, statement, view, most)
    if taken is not None and taken < 1:
        taken = min(taken, seconds(reader, statement, view, most) or taken)
    return None if taken is None else round(taken * 1000)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--most", type=float, default=60)
    given = options.parse_args()
    reader = given.folder / "briefings.duckdb"
    recipes = {one.name: body(one) for one in scripts("readers/recipes") if " qa" in one.text}
    ways = {"stored": None, "gathered": GATHERED}
    with duckdb.connect(str(reader), read_only=True) as con:
        (texts,) = con.execute(TEXTS).fetchone() or (0,)
    result = {
        "megabytes": {"texts": round(texts), "file": reader.stat().st_size // 1_000_000},
        "milliseconds": {
            name: {way: best(reader, statement, view, given.most) for way, view in ways.items()}
            for name, statement in (QUERIES | recipes).items()
        },
    }
    print(json.dumps(result, indent=2, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
