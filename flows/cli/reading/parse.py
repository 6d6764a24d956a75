"""``briefings parse``: one saved page in, JSON out.

What only ``--explain`` needs is imported for it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.cli.option import NoOption
from flows.console import EXIT_DONE, note, note_cut, print_json, print_table, print_text
from parsers.errors import UsageError
from parsers.records import Metric, Page, page_to_json
from parsers.sites.definition import load_site

if TYPE_CHECKING:
    from parsers.turns.folding import Dialogue

MEANT = ("figure", "at", "measure", "aspect", "status", "place", "about")
"""What is said of a figure; about: its first and last day."""


def parse(
    file: Annotated[
        str, Parameter(allow_leading_hyphen=True, validator=NoOption("--url", "--site", "--measures", "--explain"))
    ],
    /,
    *,
    url: str | None = None,
    site: str | None = None,
    measures: Path | None = None,
    explain: bool = False,
) -> int:
    """Parse one saved page and print JSON; touches no network and no database.

    Example: briefings parse page.html --url https://www.shanghai.gov.cn/nw9820/20240726/0a.html

    Args:
        file: The saved page, or - for standard input.
        url: Where the page is from; only repeated in the output.
        site: Whose selectors to use: a bundled site's name or a TOML file. Default: the convention most sites follow.
        measures: A table of quantities of one's own, as the data directory's measures.tsv.
        explain: Print, instead of JSON, who says what, every figure candidate with decision and rule, what each figure
            measures, where and of when, what the rules mean, and why a line's beginning is a label or none.
    """
    # Only here: the help needs neither settings nor parsers.
    from flows.settings import definition_of
    from flows.vocabulary import vocabulary_of
    from parsers.page import read_page

    if measures and not measures.exists():
        raise UsageError(f"{measures} is not there.", path=str(measures))
    page, reading = read_page(
        _read(file),
        url=url,
        site=load_site(definition_of(site)) if site else None,
        vocabulary=vocabulary_of(measures) if measures else None,
    )
    if explain:
        _explain(page, reading)
    else:
        print_json(page_to_json(page))
    for warning in page.warnings:
        note(f"warning: {warning}")
    return EXIT_DONE


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", path=file) from error


def _explain(page: Page, reading: Dialogue) -> None:
    from parsers.metrics import decisions, explain
    from parsers.tables import find_tables, without

    held, published = (day or "unknown" for day in (page.held_on, page.published_on))
    print_text(f"{page.title}\nheld on {held}, published on {published}, {page.kind}, {page.encoding}")
    found, cut = set(), False
    for turn in page.turns:
        said = (
            f"\n{turn.seq}  {turn.role}",
            f"exchange {turn.exchange}" if turn.exchange else "",
            turn.outlet or turn.speaker or "nobody named",
            turn.position or "",
            f"label {turn.label!r}" if turn.label else "no label",
        )
        print_text("  ".join(filter(None, said)))
        print_text(turn.text)
        tables = find_tables(turn.text)
        candidates = explain(without(turn.text, tables))
        rows = [(c.text, c.start, "figure" if c.accepted else "no figure", c.rule, c.words) for c in candidates]
        cells = [metric for metric in turn.metrics if any(t.start <= metric.start < t.end for t in tables)]
        rows += [(m.text, m.start, "figure", "table", "") for m in cells]
        if rows:
            cut |= print_table(("figure", "at", "decision", "rule", "words"), rows, whole="")
        if turn.metrics:
            print_text("")
            cut |= print_table(MEANT, map(_meant, turn.metrics), whole="")
        found |= {candidate.rule for candidate in candidates}
    rules = [(code, decision.meaning, decision.example) for code, decision in decisions().items() if code in found]
    if rules:
        print_text("\nThe rules that decided (at: characters from the beginning of the turn):\n")
        cut |= print_table(("rule", "meaning", "example"), rules, whole="")
    else:
        print_text("\nNo turn says a number.")
    lines = [(text, "label" if taken else "text", "; ".join(why)) for text, taken, why in reading.decided]
    if lines:
        print_text("\nWhat begins like a label, and what decided:\n")
        cut |= print_table(("line", "read as", "because"), lines, whole="")
    if cut:
        note_cut("the same through a pipe, such as | less,")


def _meant(metric: Metric) -> tuple[object, ...]:
    return metric.text, metric.start, metric.measure, metric.aspect, metric.status, metric.place, _days(metric)


def _days(metric: Metric) -> str:
    """2024-01-01–06-30: short, so that a table fits in 80 columns."""
    first, last = metric.period_start, metric.period_end
    if last is None or first in (None, last):
        return str(last or "")
    return f"{first}–{str(last)[5:] if first and first.year == last.year else last}"
