"""The ``briefings`` command: registers the verbs, renders errors, sets exit codes.

A verb's module is imported only when it runs: ``ingest`` on a quiet day must not pay for what it does not use.
"""

from __future__ import annotations

import os
import sys
from signal import SIGINT

from cyclopts import App, CycloptsError, Parameter

from flows.console import EXIT_DONE, EXIT_FAILED, EXIT_STOPPED, EXIT_USAGE, note
from flows.disk import unusable
from flows.release import installed_version, unsupported
from flows.signals import Stopped, stop_cleanly
from parsers.errors import BriefingsError, UsageError

RUNNING = {
    "demo": "Run the whole pipeline on the bundled sample site and show what it loaded.",
    "up": "Start the Prefect server, its UI and the scheduled flows on this machine.",
    "ingest": "Fetch and load what is new or changed.",
    "backfill": "Fetch and load a window of the past; run it again to continue.",
    "reparse": "Run the parsers again over the archive; touches no network.",
    "check": "Apply the data-quality rules and check freshness.",
    "quarantine": "List, show and retry pages that could not be parsed or failed a check.",
    "correct": "List or apply hand corrections.",
}
"""Verbs that run or change something, with their first line of help; the code is ``flows/cli/running/<verb>.py``, a
function or App of the same name."""

READING = {
    "parse": "Parse one saved page and print JSON; touches no network and no database.",
    "status": "Show freshness, last runs, quarantine and blocked hosts.",
    "sql": "Query the reader copy.",
    "search": "Search the transcripts for words and names.",
    "recipes": "List questions people ask, with their queries, and ask them.",
    "show": "Show the passage behind an id, and open its archived page.",
    "explore": "Show the data as web pages on this machine.",
    "measures": "List names that may be one quantity, and make them one.",
    "watch": "List, make and try watches: what one wants to be told of.",
    "export": "Write the tables as Parquet, CSV, JSONL, Excel or SQLite.",
    "export-warc": "Write the page archive as one WARC file.",
    "sites": "List, show, check and create site definitions.",
    "docs": "List and print the documents.",
    "completion": "Print or install the completion of commands for a shell.",
}
"""Verbs that read what is there; the code is in ``flows/cli/reading/``."""

VERBS = {**RUNNING, **READING}

_LOADING = frozenset({"demo", "up", "ingest", "backfill", "reparse", "quarantine"})
_KEEPS = "stopped; what was fetched and loaded so far is kept. Run the same command to continue."


def command_line(asked: str) -> App:
    """The command with all its verbs, of which ``asked`` is wanted.

    That verb's help is the docstring of its function, with examples and exit codes. The others get a line, so that the
    list of verbs imports none of them.
    """
    app = App(
        name="briefings",
        help="Press-conference questions, answers and figures: from a press office's site into DuckDB.",
        help_epilogue="Exit codes: 0 done, 1 failed, 2 wrong usage, 3 ran, but something was quarantined, read incompletely,"
        " blocked or failed a rule, 130 stopped by Ctrl-C.",
        version=installed_version,
        version_flags=["--version"],
        result_action="return_value",
        default_parameter=Parameter(negative=()),
        suppress_keyboard_interrupt=False,
    )
    for verb, summary in VERBS.items():
        module = verb.replace("-", "_")
        room = "running" if verb in RUNNING else "reading"
        app.command(f"flows.cli.{room}.{module}:{module}", name=verb, help=None if verb == asked else summary)
    return app


def main() -> None:
    """Entry point of the installed command."""
    if reason := unsupported():
        note(f"briefings: {reason}")
        sys.exit(EXIT_FAILED)
    stop_cleanly()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, AttributeError):
        sys.exit(code)  # nobody reads any more, or there is no stream: the interpreter's end knows what to say
    # Everything of ours is closed and handed over by now. To take down what was imported is a fifth of a run without news,
    # and Prefect's threads still hold objects of DuckDB's, which then prints two screens of "nanobind: leaked …".
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; the one place where errors become sentences."""
    if any(name.upper().startswith("BRIEFINGS_") for name in os.environ):
        from flows.settings import unknown  # only here: most of the time taken by a help is imports

        for said in unknown():
            note(f"warning: {said}")
    try:
        result = command_line(arguments[0] if arguments else "")(arguments, exit_on_error=False)
    except CycloptsError:
        return EXIT_USAGE  # cyclopts has printed the reason
    except UsageError as error:
        note(f"briefings: {error}")
        return EXIT_USAGE
    except BriefingsError as error:
        note(f"briefings: {error}")
        return EXIT_FAILED
    except KeyboardInterrupt as stop:
        note(f"briefings: {_KEEPS if arguments[:1] and arguments[0] in _LOADING else 'stopped before it was done.'}")
        return EXIT_STOPPED + (stop.number if isinstance(stop, Stopped) else SIGINT)
    except BrokenPipeError:
        return EXIT_DONE
    except OSError as error:
        note(f"briefings: {unusable(error)}")
        return EXIT_FAILED
    return result if isinstance(result, int) else EXIT_DONE
