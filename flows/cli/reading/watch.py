"""``briefings watch``: what one wants to be told of."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from explorer.addresses import conference
from flows.cli.answer import say_what_is_near
from flows.console import EXIT_DONE, note, print_json, print_table, print_text
from flows.settings import load_settings
from parsers.errors import UsageError
from warehouse.explore.library import Library
from warehouse.explore.watches import NAME, hits, read_watch, read_watches
from warehouse.readers.cells import plain

watch = App(name="watch", help="What one wants to be told of: list, make and try watches.")

FIRST = """# All that is given must hold. `briefings watch test {name}` shows what matches in the data as it is.
# After each run that brought something, one message goes to BRIEFINGS_NOTIFY_URLS, and the feed
# watches/{name}.atom of the explorer has it.
"""


@watch.command(name="list")
def list_(*, data_dir: Path | None = None, json: bool = False) -> int:
    """List the watches of the data directory.

    Args:
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON array of objects.
    """
    settings = load_settings(data_dir=data_dir)
    found = read_watches(settings.paths.watches)
    rows = [(each.name, each.said, f"{settings.explorer_url.rstrip('/')}/watches/{each.name}.atom") for each in found]
    if json:
        print_json([dict(zip(("name", "watches", "feed"), row, strict=True)) for row in rows])
    elif rows:
        print_table(("name", "watches", "feed"), rows)
    else:
        note(
            f"Nothing is watched: `briefings watch new NAME --words 养老床位` makes {settings.paths.watches}/NAME.toml."
        )
    return EXIT_DONE


@watch.command
def new(
    name: str,
    /,
    *,
    words: str | None = None,
    measure: str | None = None,
    speaker: str | None = None,
    outlet: str | None = None,
    site: str | None = None,
    data_dir: Path | None = None,
) -> int:
    """Make a watch: a TOML file in the data directory.

    Example: ``briefings watch new beds --words 养老床位``, ``briefings watch new gdp --measure 地区生产总值``.

    Args:
        name: Of the watch, its file and its feed.
        words: All of them, in a turn or in the names of who speaks.
        measure: A quantity under its usual name, as in the table measures.
        speaker: What this person says.
        outlet: What this outlet asks.
        site: Only this site.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    asked = {"words": words, "measure": measure, "speaker": speaker, "outlet": outlet, "site": site}
    given = {key: value.strip() for key, value in asked.items() if value and value.strip()}
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} will not do as a name: take letters, digits, - and _.")
    if not given:
        raise UsageError("Say what to watch: --words, --measure, --speaker, --outlet or --site.")
    paths = load_settings(data_dir=data_dir).paths
    folder, reader = paths.watches, paths.reader
    path = folder / f"{name}.toml"
    if path.exists():
        raise UsageError(f"{path} is there already: edit it, or take another name.")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(
        FIRST.format(name=name) + "".join(f"{key} = {_quoted(value)}\n" for key, value in given.items()), "utf-8"
    )
    read_watch(path)
    print_text(str(path))
    if reader.exists() and (measure := given.get("measure")):
        say_what_is_near(reader, measure)
    return EXIT_DONE


@watch.command
def test(name: str, /, *, limit: int = 20, data_dir: Path | None = None, json: bool = False) -> int:
    """Show what a watch matches in the data as it is, the latest first; nobody is told.

    Args:
        name: Of the watch.
        limit: Most hits to show.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON array of objects.
    """
    paths = load_settings(data_dir=data_dir).paths
    path = paths.watches / f"{name}.toml"
    if not NAME.fullmatch(name) or not path.exists():
        raise UsageError(f"There is no watch {name!r}: `briefings watch list` shows those there are.")
    with Library(paths.reader).reading() as reading:
        found = list(hits(reading, read_watch(path), revisions=1_000_000))[:limit]
    rows = [(hit.held_on, hit.who, hit.change or hit.sentence, conference(hit.place)) for hit in found]
    if json:
        print_json(plain([dict(zip(("held_on", "who", "text", "page"), row, strict=True)) for row in rows]))
    elif rows:
        print_table(("date", "who", "text", "page"), rows)
    else:
        note(f"Nothing matches {name} in the data as it is.")
    return EXIT_DONE


def _quoted(text: str) -> str:
    """A text as TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
