"""What a press conference is called, and the page that has what was said there."""

from __future__ import annotations

import re
from typing import Final

from parsers.spelling import either

TRANSCRIPT_WORDS: Final = either("问答 实录 答记者问 文字直播")
CONFERENCE_WORDS: Final = either("发布会 發布會 吹风会 通气会 记者会 见面会 说明会 答问会 记者招待会")
CONFERENCE: Final = f"(?:{CONFERENCE_WORDS})"
HOLDS: Final = f"(?:{either('举行 召开 举办')})"
CONFERENCE_HELD: Final = f"{CONFERENCE}[^。]{{0,30}}{HOLDS}"
"""7月17日，…新闻发布会在市民之家举行: the conference is the subject."""
TRANSCRIPT: Final = re.compile(TRANSCRIPT_WORDS)
"""What the title of a transcript says, and the lead of one."""
