"""Helper of the parser tests: lines of text as a page's paragraphs, turns as short strings."""

from __future__ import annotations

from parsers.html.paragraphs import Paragraph
from parsers.records import Turn
from parsers.turns.folding import parse_turns

Q1, A1 = "请问今年的目标是什么？", "我们已经作了全面部署。"
Q2, A2 = "下一步还有什么安排？", "下一步将继续推进这项任务。"

LITTLE_SITE = """name = "mycity"
title = "某市"
base_url = "https://www.example.org"
[listing]
urls = ["/xwfb/list.html"]
item = "li"
[article]
title = ["h1"]
date = [".sj"]
body = ["%s"]
"""
"""The definition of a site whose article has its text in one element, still to be named."""


def turns_of(*lines: str, title: str = "市政府新闻发布会问答实录") -> tuple[Turn, ...]:
    """Turns of a body whose paragraphs are these lines; ``**…**`` at the start marks bold text."""
    return parse_turns([paragraph(line) for line in lines], title=title).turns


def script_of(*lines: str, title: str = "市政府新闻发布会问答实录") -> list[str]:
    """Turns as ``exchange role who | text`` with the role's first letter (uppercase: a follow-up)."""
    return [_short(turn) for turn in turns_of(*lines, title=title)]


def paragraph(line: str) -> Paragraph:
    if line.startswith("**"):
        _, bold, rest = line.split("**", 2)
        return Paragraph(bold + rest, len(bold))
    return Paragraph(line)


def _short(turn: Turn) -> str:
    role = turn.role[0].upper() if turn.follow_up else turn.role[0]
    who = turn.outlet or turn.speaker or "-"
    return f"{turn.exchange or '-'}{role} {who} | " + turn.text.replace("\n", " / ")
