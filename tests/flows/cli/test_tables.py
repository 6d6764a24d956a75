"""Tables on a terminal and in a pipe."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from rich.cells import cell_len

from flows.cli.app import run
from flows.sample.server import SITE

LONG = "长句" * 60
STATEMENT = f"SELECT 7 AS n, '{LONG}' AS text, 'a' || chr(27) || '[31m' AS hidden"


def on_a_terminal(arguments: list[str], *, columns: int) -> tuple[str, str]:
    """What the command prints on a terminal of so many columns, and on stderr."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
    command = [sys.executable, "-c", "from flows.cli.app import main; main()", *arguments]
    with subprocess.Popen(command, stdout=side, stderr=subprocess.PIPE, env=environment) as process:
        os.close(side)
        shown = b""
        with contextlib.suppress(OSError):  # the terminal is gone once the command ends
            while piece := os.read(main, 65536):
                shown += piece
        os.close(main)
        assert process.stderr is not None
        said = process.stderr.read()
    return shown.decode(), said.decode()


def test_a_pipe_gets_every_cell_whole(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", STATEMENT]) == 0
    shown = capsys.readouterr()
    assert LONG in shown.out
    assert "\x1b" not in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("columns", [60, 100])
def test_a_terminal_is_used_to_its_width_and_what_was_cut_is_said(data: Path, columns: int) -> None:
    shown, said = on_a_terminal(["sql", STATEMENT], columns=columns)
    lines = shown.split("\r\n")
    assert columns - 1 <= max(cell_len(line) for line in lines) <= columns
    assert "…" in lines[2]
    assert "\x1b" not in shown
    assert "--csv or --json" in said
    assert len(said.splitlines()) == 1


def test_a_terminal_that_is_wide_enough_cuts_nothing(data: Path) -> None:
    shown, said = on_a_terminal(["sql", STATEMENT], columns=300)
    assert LONG in shown
    assert said == ""


def test_the_columns_share_a_terminal(data: Path) -> None:
    shown, _ = on_a_terminal(["sql", f"SELECT '{LONG}' AS a, 'short' AS b, '{LONG}' AS c"], columns=80)
    assert [cell_len(rule) for rule in shown.split("\r\n")[1].split()] == [35, 5, 36]


@pytest.mark.parametrize("columns", [80, 120])
def test_what_each_figure_of_a_page_means_fits_a_terminal(columns: int) -> None:
    (page,) = SITE.rglob("9d41f0c6b7a84e52a3f8170e6c2b95d8.html")
    shown, _ = on_a_terminal(["parse", str(page), "--explain"], columns=columns)
    assert re.search(r"(?m)^4238\.6亿元 +58 +地区生产总值 +level +result +2024-01-01–06-30\r$", shown)
    lines = shown.split("\r\n")
    heads = [n for n, line in enumerate(lines) if line.startswith("figure") and "measure" in line]
    assert heads
    assert all(cell_len(line) <= columns for head in heads for line in lines[head : lines.index("", head)])
