"""``briefings export``.

What only addresses need is imported where one is given: fsspec takes half a second.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from flows.console import EXIT_DONE, note, print_json, print_text
from flows.settings import Settings, load_settings, shown
from parsers.errors import UsageError
from warehouse.readers.export import Format
from warehouse.readers.export import export as write


def export(
    folder: str,
    /,
    *,
    format: str = "parquet",
    by_year: bool = False,
    data_dir: Path | None = None,
    json: bool = False,
) -> int:
    """Write every table and view as open files: Parquet, CSV, JSONL, an Excel workbook, a SQLite file for datasette.

    Example: ``briefings export open-data --format parquet,csv,xlsx``. A datapackage.json describes Parquet, CSV and JSONL. JSONL holds one exchange a line, with a
    citation; text in CSV that a spreadsheet would run as a formula gets an apostrophe before it. An address writes the
    same files there: ``briefings export s3://bucket/folder``.

    Args:
        folder: Where the files go, made when missing; or an address: s3://bucket/folder, file:///folder …
        format: parquet, csv, jsonl, xlsx, sqlite, or several separated by commas.
        by_year: Write the tables as Parquet by site and year, and only what changed since the last time: what runs
            do with BRIEFINGS_PUBLISH_URL.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print the written files as JSON.
    """
    settings = load_settings(data_dir=data_dir)
    formats = _formats(format)
    if by_year:
        return _publish(settings, folder, formats, as_json=json)
    if "://" in folder:
        written, cut = _send(settings, folder, formats)
    else:
        done = write(settings.paths.reader, Path(folder), formats)
        written, cut = [str(path) for path in done.files], done.cut
    if json:
        print_json({"files": written, "texts_cut": cut})
    else:
        print_text("\n".join(written))
    if cut:
        note(
            f"{cut} {'text is' if cut == 1 else 'texts are'} longer than an Excel cell can be (32,767 characters) and cut in"
            " briefings.xlsx, which says so at the place; the other formats hold the whole text."
        )
    return EXIT_DONE


def _formats(format: str) -> list[Format]:
    wanted = [name.strip() for name in format.split(",") if name.strip()]
    formats = [known for known in get_args(Format) if known in wanted]
    unknown = set(wanted) - set(formats)
    if unknown or not formats:
        raise UsageError(
            f"--format takes {', '.join(get_args(Format))}, not {', '.join(sorted(unknown)) or 'nothing'}."
        )
    return formats


def _send(settings: Settings, url: str, formats: list[Format]) -> tuple[list[str], int]:
    """The same files at an address, and how many texts were cut in the workbook."""
    from flows.deliver.remote import Remote

    remote = Remote(url)
    with TemporaryDirectory(prefix="briefings-") as scratch:
        done = write(settings.paths.reader, Path(scratch), formats)
        for file in done.files:
            remote.put(file, file.name)
    return [f"{remote.name}/{file.name}" for file in done.files], done.cut


def _publish(settings: Settings, folder: str, formats: list[Format], *, as_json: bool) -> int:
    """The tables by site and year; after whoever does the same just now."""
    from flows.deliver.delivery import delivering
    from flows.deliver.publication import publish_tables

    if formats != ["parquet"]:
        raise UsageError("--by-year writes Parquet only: leave --format out.")
    url = folder if "://" in folder else Path(folder).absolute().as_uri()
    with delivering(settings.paths):
        done = publish_tables(settings.paths.reader, url, settings.paths.parts, now=datetime.now(UTC))
    if as_json:
        print_json({"folder": shown(url), "files": done.files, "bytes": done.bytes, "unchanged": done.unchanged})
    else:
        print_text(shown(url))
        note(f"{done.files} files renewed ({done.bytes / 1e6:.1f} MB), {done.unchanged} up to date.")
    return EXIT_DONE
