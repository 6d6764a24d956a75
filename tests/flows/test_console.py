"""What reaches the terminal: data on stdout, nothing that drives the terminal, aligned tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from flows.console import print_json, print_table, print_text, safe


def test_control_characters_of_a_page_never_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_text("标题\x1b[31m红\x07\u202e\x9b2J 完")
    assert capsys.readouterr().out == "标题[31m红2J 完\n"


def test_lines_and_tabs_survive() -> None:
    assert safe("一\n二\t三") == "一\n二\t三"


def test_json_keeps_chinese_and_exact_whole_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"指标": Decimal("12"), "率": Decimal("7.25"), "日": date(2025, 3, 22)})
    assert capsys.readouterr().out == '{\n  "指标": 12,\n  "率": 7.25,\n  "日": "2025-03-22"\n}\n'


def test_a_table_counts_a_chinese_character_as_two_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("who", "n"), [("陆怀谷", 1), ("x", 22)])
    assert capsys.readouterr().out.splitlines() == ["who     n", "──────  ──", "陆怀谷  1", "x       22"]


def test_a_number_is_plain_and_in_a_pipe_nothing_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("a", "b"), [("长" * 40, Decimal("123450000000.000000"))])
    assert capsys.readouterr().out.splitlines()[2] == f"{'长' * 40}  123450000000"
