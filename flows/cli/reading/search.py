"""``briefings search``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.cli.option import day
from flows.console import EXIT_DONE, note, print_json, print_table
from flows.settings import Settings, load_settings
from parsers.errors import UsageError
from parsers.sites.definition import load_site
from warehouse.readers.cells import plain
from warehouse.readers.query import Narrowing
from warehouse.readers.query import search as find

Role = Literal["question", "answer", "moderator", "statement", "remark"]

LONGEST_SHOWN = 60
"""Characters of the words that a message repeats."""


def search(
    *words: str,
    since: Annotated[date | None, Parameter(name=("--from", "--since"), converter=day)] = None,
    until: Annotated[date | None, Parameter(name=("--to", "--until"), converter=day)] = None,
    speaker: str | None = None,
    outlet: str | None = None,
    role: Role | None = None,
    site: Annotated[tuple[str, ...], Parameter(negative=())] = (),
    limit: Annotated[int, Parameter(validator=Number(gte=1))] = 20,
    json: bool = False,
    data_dir: Path | None = None,
) -> int:
    """Search the transcripts: turns that hold all the words, in the text or in the names of who speaks, best first.

    Example: ``briefings search 电动自行车 充电``, ``briefings search 毕业生 --speaker 岑晚舟 --from 2024-07-01``. In SQL the same is ``FROM search('电动自行车 充电')``.

    Args:
        words: Words of any length; no need to cut Chinese into words.
        since: First day of the press conference (2026-01-31).
        until: Last day of the press conference.
        speaker: Only what this person said.
        outlet: Only questions of this outlet.
        role: Only questions, answers, …
        site: Only this site; several may be named.
        limit: Most turns to show.
        json: Print a JSON array of objects, with turn_id and briefing_id.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    wanted = " ".join(words).strip()
    if not wanted:
        raise UsageError("Say what to search for, for example: briefings search 养老服务")
    if since and until and since > until:
        raise UsageError(f"--from {since} is later than --to {until}: no day lies between them.")
    settings = load_settings(data_dir=data_dir)
    narrowing = Narrowing(since, until, speaker, outlet, role, _names(settings, site))
    answer = find(settings.paths.reader, wanted, narrowing, limit=limit)
    if json:
        print_json(plain(answer.records()))
        return EXIT_DONE
    print_table(
        ("score", "date", "role", "who", "text", "url"),
        [
            (row["score"], row["held_on"], row["role"], row["who"], row["snippet"], row["url"])
            for row in answer.records()
        ],
    )
    if not answer.rows:
        shown = wanted if len(wanted) <= LONGEST_SHOWN else wanted[:LONGEST_SHOWN] + "…"
        note(f"No turn holds {shown!r}: try fewer or shorter words, in the characters of the transcripts.")
    elif answer.more:
        note(f"Only the best {limit} are shown: --limit shows more.")
    return EXIT_DONE


def _names(settings: Settings, sites: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the sites asked for.

    Raises:
        SiteError: nobody knows one of them: its turns are not missing, it is.
    """
    if not sites:
        return ()
    # Only here: most searches name no site.
    from flows.cli.from_copy import in_copy, may_only_read, names_of
    from flows.followed import chosen

    names = names_of(sites) or []
    there = in_copy(settings, names)
    for strange in (given for given, name in zip(sites, names, strict=True) if name not in there):
        _ = load_site(strange) if may_only_read(settings.paths) else chosen(settings, [strange])
    return tuple(names)
