"""What the pages of many things read, put aside at once: page by page each would look through the whole file for its rows.

Of measures and officials the rows that matter lie in temporary tables that have the names of the tables they are from. Of press
conferences and measures the answers themselves are put aside, for DuckDB takes longer to plan a question about a hundred rows
than to answer it for all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from warehouse.database.statements import scripts, sql
from warehouse.explore.library import Snapshot
from warehouse.readers.query import Answer

VIEWS = ("30_activity", "40_observations", "42_series", "43_restated", "44_kept")
"""What the questions ask of the tables by way of views, which would look into the whole file's."""
OF_ALL = ("in_all",)
"""Questions about everything."""


Question = tuple[str, frozenset[tuple[str, object]]]
"""A question and its values by name."""


def _question(question: str, **values: object) -> Question:
    return question, frozenset(values.items())


@dataclass(frozen=True, slots=True)
class Answered(Snapshot):
    """A look of which some questions were asked beforehand."""

    answers: Mapping[Question, Answer]

    def ask(self, question: str, **values: object) -> Answer:
        """As of every look."""
        found = self.answers.get(_question(question, **values))
        return found if found is not None else Snapshot.ask(self, question, **values)


@dataclass(frozen=True, slots=True)
class PartialSnapshot(Snapshot):
    """A look at the rows of some measures or officials."""

    whole: Snapshot

    def ask(self, question: str, **values: object) -> Answer:
        """As of every look."""
        return self.whole.ask(question, **values) if question in OF_ALL else Snapshot.ask(self, question, **values)


@contextmanager
def conferences(reading: Snapshot, ids: Sequence[str], sha256s: Sequence[str]) -> Iterator[Snapshot]:
    """A look at press conferences, and at archived pages of these or others."""
    answers: dict[Question, Answer] = {}
    copies = _by_id(reading.ask("all_copies", sha256s=list(sha256s)))
    for sha256, answer in copies.items():
        answers[_question("copies", sha256=sha256)] = answer
    present = [row["briefing_id"] for answer in copies.values() for row in answer.records()[:1] if row["is_present"]]
    found = reading.ask("all_conferences", ids=list({*ids, *present}))
    for row in found.rows:
        answers[_question("conference", id=row[0])] = Answer(found.columns, [row], more=False)
    loaded = {row["briefing_id"]: row["changed_at"] for row in found.records()}
    if loaded:
        times = {"first": min(loaded.values()), "last": max(loaded.values())}
        for question in ("turns", "figures"):
            own = _by_id(reading.ask(f"all_{question}", ids=list(loaded), **times), loaded)
            answers |= {
                _question(question, id=some_id, changed_at=loaded[some_id]): answer for some_id, answer in own.items()
            }
        revisions = _by_id(reading.ask("all_revisions", ids=list(loaded)), loaded)
        answers |= {_question("revisions", id=some_id): answer for some_id, answer in revisions.items()}
    yield Answered(reading.con, reading.path, reading.edition, answers)


def _by_id(answer: Answer, ids: Mapping[str, Any] | None = None) -> dict[str, Answer]:
    """The rows of each id, which is their first value; none for those that have none."""
    columns = answer.columns[1:]
    found = {some_id: Answer(columns, [], more=False) for some_id in ids or ()}
    for some_id, rows in groupby(answer.rows, key=lambda row: str(row[0])):
        found[some_id] = Answer(columns, [row[1:] for row in rows], more=False)
    return found


@contextmanager
def measures(reading: Snapshot, names: Sequence[str], limits: Mapping[str, int]) -> Iterator[Snapshot]:
    """A look at some measures.

    Args:
        limits: most rows of an answer, by question.
    """
    answers = {_question("in_all"): reading.ask("in_all")}
    for name in names:
        digest = hashlib.sha256(name.encode()).hexdigest()[:20]
        answers[_question("measure_named", digest=digest)] = Answer(["measure"], [(name,)], more=False)
    tables = sql("explore/aside_measures").format(sentences=limits["measure_statements"])
    with _part(reading, tables, names) as part:
        for name, answer in _by_id(part.ask("all_measure")).items():
            answers[_question("measure", name=name)] = answer
        for question, rows in limits.items():
            found = _by_id(part.ask(f"all_{question}", rows=rows), dict.fromkeys(names))
            answers |= {_question(question, name=name, rows=rows): answer for name, answer in found.items()}
    yield Answered(reading.con, reading.path, reading.edition, answers)


@contextmanager
def officials(reading: Snapshot, names: Sequence[str]) -> Iterator[Snapshot]:
    """A look at some officials."""
    with _part(reading, sql("explore/aside_officials"), names) as part:
        yield part


@contextmanager
def _part(reading: Snapshot, tables: str, names: Sequence[str]) -> Iterator[PartialSnapshot]:
    with reading.con.cursor() as con:  # temporary tables are its own, and go with it
        part = PartialSnapshot(con, reading.path, reading.edition, reading)
        part.run("CREATE TEMP TABLE chosen AS SELECT unnest($names) AS name", {"names": list(names)})
        part.run(tables, {})
        for view in scripts("database/views"):
            if view.name in VIEWS:
                part.run(view.text.replace("CREATE OR REPLACE", "CREATE OR REPLACE TEMP"), {})
        yield part
