"""What every rival shares: the pattern of a speaker's label, as somebody who looked at a few pages would write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypedDict

LABEL = re.compile(r"^([^：，。]{2,15})：")


class Turn(TypedDict):
    """One turn."""

    seq: int
    role: str
    speaker: str
    text: str


def turns_of(paragraphs: Iterable[str]) -> list[Turn]:
    """A paragraph that begins with a label begins a turn."""
    turns: list[Turn] = []
    for paragraph in paragraphs:
        paragraph = paragraph.strip()
        label = LABEL.match(paragraph)
        if label:
            name = label[1]
            role = "moderator" if name == "主持人" else "question" if name.endswith("记者") else "answer"
            turns.append(
                {
                    "seq": len(turns) + 1,
                    "role": role,
                    "speaker": name if role == "answer" else "",
                    "text": paragraph[label.end() :],
                }
            )
        elif turns and paragraph:
            turns[-1]["text"] += "\n" + paragraph
    return turns
