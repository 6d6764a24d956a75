"""SQL: the recipes with their answers, and a box for questions of one's own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from explorer.addresses import conference
from explorer.page import PageMissing, Resource
from explorer.pages.conference import live_link
from warehouse.explore.confined import ROWS, ask, fitting
from warehouse.explore.errors import BriefingsError, QueryError
from warehouse.explore.library import Snapshot
from warehouse.explore.recipes import recipes
from warehouse.readers.query import Answer

SHOWN = 200
LONGEST, LONGEST_VALUE = 20_000, 200
"""Characters of a statement, and of a value that is put into a recipe."""
NOTHING = Answer([], [], more=False)
IDS = ("briefing_id", "turn_id", "metric_id")
ID, SHA256 = re.compile(r"[\w-]+-[0-9a-f]{12}(-t\d+(-m\d+)?)?"), re.compile("[0-9a-f]{64}")


def box(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """A question of the reader's own."""
    statement = query.get("q", "").strip()
    return _asked(reading, "sql", "Ask in SQL", statement, query)


def index(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """All recipes."""
    return _asked(
        reading, "recipes", "Recipes", "", {}, note="Questions people ask, each with its query and its answer."
    )


def recipe(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """A recipe with its answer."""
    found = next((each for each in recipes() if each.name == parts["name"]), None)
    if found is None:
        raise PageMissing(f"recipe {parts['name']}")
    given = {name: query[name][:LONGEST_VALUE] for name in found.values if query.get(name)}
    statement, wrong = found.statement, ""
    try:
        statement = found.asked_with(given)
    except BriefingsError as error:
        wrong = str(error)
    page = _asked(reading, f"recipes/{found.name}", found.title, statement, query, note=found.note, wrong=wrong)
    return replace(page, view={**page.view, "values": {**found.values, **given}})


def _asked(
    reading: Snapshot,
    address: str,
    title: str,
    statement: str,
    query: Mapping[str, str],
    note: str = "",
    wrong: str = "",
) -> Resource:
    answer = NOTHING
    if statement and not wrong:
        answer, wrong = _answered(reading, statement, is_ours=address != "sql")
    return Resource(
        address=address,
        title=title,
        template="sql.html",
        tables={"answer": answer},
        facts={"statement": statement, "wrong": wrong, "note": note, "more": answer.more},
        view={
            "query": dict(query),
            "cells": [list(map(cell, answer.columns, row)) for row in answer.rows[:SHOWN]],
            "numeric": _numeric(answer),
            "recipes": recipes(),
            "of_recipe": address != "sql",
            "values": {},
        },
        status=400 if wrong else 200,
    )


def _answered(reading: Snapshot, statement: str, *, is_ours: bool) -> tuple[Answer, str]:
    """The answer, or what is wrong in a sentence."""
    if len(statement) > LONGEST:
        return NOTHING, f"The statement is longer than {LONGEST:,} characters."
    try:
        return (_of_recipe(reading, statement) if is_ours else ask(reading.path, statement)), ""
    except QueryError as error:
        return NOTHING, str(error)


def _of_recipe(reading: Snapshot, statement: str) -> Answer:
    """A recipe's own statement takes no process of its own: what a reader puts into it is a literal, and starting one and
    opening the file in it takes longer than most answers."""
    found = reading.run(statement, {}, rows=ROWS)
    kept = fitting(found.rows)
    return Answer(found.columns, [tuple(row) for row in kept], found.more or len(kept) < len(found.rows))


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A value as text, and where it leads."""

    text: str
    page: str | None = None
    """The page of an id."""
    site: str | None = None
    """An address elsewhere."""


def cell(column: str, value: object) -> ShownCell:
    """A value of a column: ids and addresses lead to what they name."""
    text = shown(value)
    if column.endswith(IDS) and ID.fullmatch(text):
        return ShownCell(text, page=conference(text))
    if column == "page_sha256" and SHA256.fullmatch(text):
        return ShownCell(text, page=f"archive/{text}")
    return ShownCell(text, site=live_link(text, ""))


def shown(value: object) -> str:
    """A cell as text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(map(shown, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | bool | int | float) else str(value)


def _numeric(answer: Answer) -> Sequence[bool]:
    """Which columns hold numbers alone."""
    return [
        any(values) and all(value is None or isinstance(value, int | float) for value in values)
        for values in zip(*answer.rows, strict=True)
    ] or [False] * len(answer.columns)
