"""``briefings export``."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from flows.console import EXIT_DONE, print_json, print_text
from flows.settings import load_settings
from parsers.errors import UsageError
from warehouse.export import Format
from warehouse.export import export as write


def export(folder: Path, /, *, format: str = "parquet", data_dir: Path | None = None, json: bool = False) -> int:
    """Write every table and view as open files, with a datapackage.json that describes them.

    Example: ``briefings export open-data --format parquet,csv,jsonl``. JSONL holds one exchange a line, with a
    citation; text in CSV that a spreadsheet would run as a formula gets an apostrophe before it.

    Args:
        folder: Where the files go; made when missing.
        format: parquet, csv, jsonl, or several separated by commas.
        data_dir: The data directory (default ./data).
        json: Print the written files as JSON.
    """
    wanted = [name.strip() for name in format.split(",") if name.strip()]
    formats = [known for known in get_args(Format) if known in wanted]
    unknown = set(wanted) - set(formats)
    if unknown or not formats:
        raise UsageError(
            f"--format takes {', '.join(get_args(Format))}, not {', '.join(sorted(unknown)) or 'nothing'}."
        )
    written = write(load_settings(data_dir=data_dir).paths.reader, folder, formats)
    if json:
        print_json({"files": [str(path) for path in written]})
    else:
        print_text("\n".join(str(path) for path in written))
    return EXIT_DONE
