"""Hand corrections: TOML files that are data, applied to the rows each time a page is derived."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

from parsers.errors import CorrectionError
from parsers.records import Aspect, PageKind, Relation, Role, Status
from warehouse.rows.page_rows import Row, six_places


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected field. ``value`` and ``expected`` are column values; None means "not stated"."""

    target: str
    field: str
    value: object
    expected: object
    reason: str
    file: str

    @property
    def briefing_id(self) -> str:
        """The briefing that the target belongs to."""
        return re.sub(r"-t\d+(-m\d+)?$", "", self.target)


def read_corrections(folder: Path) -> list[Correction]:
    """Every correction in ``folder/*.toml``, by file name and order; none when there is no folder.

    Raises:
        CorrectionError: naming the file, the correction's number in it, and what is wrong.
    """
    found: list[Correction] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            content = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CorrectionError(f"{path} is not TOML: {error}. Correct the file.", path=str(path)) from error
        entries = content.get("correction", [])
        if not isinstance(entries, list) or set(content) - {"correction"}:
            raise CorrectionError(f"{path} may hold [[correction]] tables and nothing else.", path=str(path))
        found += [_correction(entry, f"{path.name}, correction {n}", path) for n, entry in enumerate(entries, 1)]
    _refuse_twice(found)
    return found


def apply(corrections: Sequence[Correction], rows: Mapping[str, Row], *, now: datetime) -> list[Row]:
    """Change ``rows`` (id → row) in place; returns what became of each correction, as ``corrections`` rows."""
    return [_apply_one(correction, rows.get(correction.target), now) for correction in corrections]


def _apply_one(correction: Correction, row: Row | None, now: datetime) -> Row:
    found = None if row is None else row[correction.field]
    if row is None:
        status = "missing"
    elif found in (correction.expected, correction.value):
        # Equal to the value: the site or the parsers have caught up, and the correction does no harm.
        row[correction.field] = correction.value
        status = "applied"
    else:
        status = "unmet"
    return {**shown(correction), "found": _text(found), "status": status, "checked_at": now}


def untried(correction: Correction, row: Row | None, *, before: Row | None) -> Row:
    """A correction that no load has tried yet, as a ``corrections`` row: ``new`` when it fits, else as a load will say.

    Args:
        row: The target as it is stored; None when it is not there.
        before: The ``corrections`` row of what corrected the same field so far: it knows what the parsers gave.
    """
    described = shown(correction)
    if row is None:
        return {**described, "found": None, "status": "missing"}
    found = _text(row[correction.field]) if before is None else before["found"]
    fits = found in (described["expected"], described["value"])
    return {**described, "found": found, "status": "new" if fits else "unmet"}


def shown(correction: Correction) -> Row:
    """The correction as the columns of the table ``corrections`` hold it: texts."""
    return {name: _text(value) for name, value in asdict(correction).items()}


def _text(value: object) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _correction(entry: object, where: str, path: Path) -> Correction:
    wanted = {"target", "field", "value", "expected", "reason"}
    if not isinstance(entry, dict) or set(entry) != wanted:
        raise CorrectionError(f"{where} must have exactly these keys: {', '.join(sorted(wanted))}.", path=str(path))
    for key in ("target", "field", "reason"):
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise CorrectionError(f"{where}: {key} must be a text.", path=str(path))
    known = FIELDS[_kind_of(entry["target"])]
    if entry["field"] not in known:
        raise CorrectionError(
            f"{where}: {entry['field']} cannot be corrected for this target; these can: {', '.join(known)}.",
            path=str(path),
        )
    read: dict[str, object] = {}
    for key in ("value", "expected"):
        try:
            read[key] = known[entry["field"]](entry[key])
        except ValueError as error:
            raise CorrectionError(f"{where}: {key} of {entry['field']}: {error}.", path=str(path)) from error
    return Correction(entry["target"], entry["field"], read["value"], read["expected"], entry["reason"], path.name)


def _refuse_twice(corrections: Sequence[Correction]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for correction in corrections:
        key = (correction.target, correction.field)
        if key in seen:
            raise CorrectionError(
                f"{correction.target} {correction.field} is corrected twice, in {seen[key]} and {correction.file}: "
                "keep one of them."
            )
        seen[key] = correction.file


def _kind_of(target: str) -> str:
    found = re.search(r"-t\d+(-m\d+)?$", target)
    return "briefing" if found is None else "metric" if found[1] else "turn"


def _optional(read: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda value: None if value == "" else read(value)


def _string(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is not a text")
    return value


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(_string(value))
    except ValueError:
        raise ValueError(f"{value!r} is not a day such as 2026-01-31") from None


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r} is not a whole number")
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{value!r} is not a number")
    try:
        return six_places(Decimal(str(value)))
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number, or has more than 32 digits before the point") from None


def _confidence(value: object) -> Decimal:
    number = _number(value)
    if not 0 <= number <= 1:
        raise ValueError(f"{value!r} is not between 0 and 1")
    return round(number, 2)


def _one_of(*allowed: str) -> Callable[[Any], object]:
    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
        return str(value)

    return read


_TEXT, _DATE, _OPTIONAL_NUMBER = _optional(_string), _optional(_day), _optional(_number)

FIELDS: dict[str, dict[str, Callable[[Any], object]]] = {
    "briefing": {
        "title": _string,
        "held_on": _DATE,
        "published_on": _DATE,
        "source": _TEXT,
        "kind": _one_of(*get_args(PageKind)),
    },
    "turn": {
        "exchange": _optional(_whole),
        "role": _one_of(*get_args(Role)),
        "follow_up": _boolean,
        "label": _TEXT,
        "outlet": _TEXT,
        "speaker": _TEXT,
        "position": _TEXT,
    },
    "metric": {
        "value": _number,
        "value_high": _OPTIONAL_NUMBER,
        "unit": _TEXT,
        "kind": _string,
        "relation": _one_of(*get_args(Relation)),
        "direction": _optional(_one_of("up", "down")),
        "indicator": _TEXT,
        "period": _TEXT,
        "period_start": _DATE,
        "period_end": _DATE,
        "comparison": _TEXT,
        "confidence": _confidence,
        "period_inferred": _boolean,
        "measure": _TEXT,
        "place": _TEXT,
        "aspect": _one_of(*get_args(Aspect)),
        "status": _one_of(*get_args(Status)),
    },
}
"""What can be corrected, by kind of target, and how its value is read; "" in a file means "not stated".

A turn's or figure's text cannot be: ids and offsets hang on it, and the text is what the page says."""
