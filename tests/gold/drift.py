"""`make score` and CI: which figures and turns of the fixtures are read otherwise than at the commit before.

python -m tests.gold.drift [--base REV] [--most 60]

Floors catch a fall, this shows every change: what was added, what is gone, which field differs. The readings of the
other commit are made by its own parsers, taken out of git into a temporary folder. Always exits 0.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "flows" / "sample"
TURN = ("role", "exchange", "follow_up", "outlet", "speaker", "position")
FIGURE = ("start", "end")

Turns = list[dict[str, Any]]
Change = tuple[str, str, str]
"""Page, what happened, what it happened to."""


def pages() -> Iterator[tuple[Path, str | None]]:
    """Every fixture page with the site definition it is read by; None: the convention of `briefings parse`."""
    yield from ((page, None) for page in sorted((ROOT / "tests" / "gold").glob("*/*.html")))
    yield from ((page, page.name.split(".")[0]) for page in sorted((ROOT / "tests" / "pages").glob("*.article*.html")))
    yield from ((page, str(SAMPLE / "site.toml")) for page in sorted(SAMPLE.glob("site/nw98*/2*/*.html")))
    for page in sorted(SHARED.glob("gold*/*.html")) + sorted(SHARED.glob("city/*.html")):
        arguments = page.with_suffix(".args")
        words = arguments.read_text("utf-8").format(gold=page.parent).split() if arguments.exists() else []
        yield page, dict(zip(words[::2], words[1::2], strict=False)).get("--site")


def readings(one_in: int = 1) -> dict[str, Turns]:
    """The turns of every fixture page as the parsers on the path read them; a page that is refused has one odd turn.

    Args:
        one_in: of so many pages one is read.
    """
    from parsers.errors import BriefingsError  # here: of whichever tree is on the path
    from parsers.page import parse_page
    from parsers.records import page_to_json
    from parsers.sites.definition import load_site

    found: dict[str, Turns] = {}
    for page, site in list(pages())[::one_in]:
        name = f"{page.parent.name}/{page.stem}"
        try:
            parsed = parse_page(page.read_bytes(), url=None, site=load_site(site) if site else None)
            found[name] = page_to_json(parsed)["turns"]
        except BriefingsError as error:
            found[name] = [{"label": type(error).__name__, "text": str(error), "metrics": []}]
    return found


def readings_at(revision: str, one_in: int = 1) -> dict[str, Turns]:
    """The same pages read by the parsers of another commit.

    Raises:
        subprocess.CalledProcessError: there is no such commit, or its parsers cannot be asked.
    """
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["git", "archive", revision, "parsers"], cwd=ROOT, check=True, capture_output=True)
        subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
        command = [sys.executable, str(Path(__file__).resolve()), "--read", str(one_in)]
        environment = {**os.environ, "PYTHONPATH": folder}
        read = subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True, text=True)
    found: dict[str, Turns] = json.loads(read.stdout)
    return found


def changes(before: dict[str, Turns], after: dict[str, Turns]) -> Iterator[Change]:
    """What differs, page by page: turns by their text, figures by their place in it."""
    for page in sorted(before.keys() & after.keys()):
        old, new = ({turn["text"]: turn for turn in turns} for turns in (before[page], after[page]))
        for text in [*old, *(text for text in new if text not in old)]:
            if text not in new:
                yield page, "turn gone", _turn(old[text])
            elif text not in old:
                yield page, "turn added", _turn(new[text])
            else:
                yield from _fields(page, "turn", _turn(new[text]), old[text], new[text], TURN)
                yield from _figures(page, old[text]["metrics"], new[text]["metrics"])


def _turn(turn: dict[str, Any]) -> str:
    return f"{turn['label'] or '—'}：{turn['text'][:24]}"


def _figures(page: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Change]:
    old, new = ({tuple(figure[k] for k in FIGURE): figure for figure in figures} for figures in (before, after))
    for place in sorted(old.keys() | new.keys()):
        if place not in new:
            yield page, "figure gone", f"{old[place]['text']} ({old[place]['indicator']})"
        elif place not in old:
            yield page, "figure added", f"{new[place]['text']} ({new[place]['indicator']})"
        else:
            fields = tuple(key for key in new[place] if key in old[place] and key != "confidence")
            yield from _fields(page, "figure", new[place]["text"], old[place], new[place], fields)


def _fields(
    page: str, kind: str, name: str, old: dict[str, Any], new: dict[str, Any], fields: tuple[str, ...]
) -> Iterator[Change]:
    differing = [f"{key} {old.get(key)} → {new.get(key)}" for key in fields if old.get(key) != new.get(key)]
    if differing:
        yield page, f"{kind} changed", f"{name}: {'; '.join(differing)}"


def base() -> str:
    """What to compare with: the last commit when the parsers have uncommitted changes, else the one before it."""
    dirty = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", "parsers"], cwd=ROOT, check=False).returncode
    return "HEAD" if dirty else "HEAD~1"


def main() -> None:
    """Prints the table of changes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", help="the commit to compare with (default: the one before)")
    parser.add_argument("--most", type=int, default=60, help="rows shown")
    parser.add_argument("--read", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    out = sys.stdout.write
    if arguments.read:
        out(json.dumps(readings(arguments.read), ensure_ascii=False))
        return
    revision = arguments.base or base()
    try:
        before = readings_at(revision)
    except subprocess.CalledProcessError as error:
        out(f"Readings cannot be compared with {revision}: {str(error.stderr or error)[-300:]}\n")
        return
    found = list(changes(before, readings()))
    counts = Counter(what for _, what, _ in found)
    summary = ", ".join(f"{n} × {what}" for what, n in sorted(counts.items())) or "nothing"
    out(f"Read otherwise than at {revision} on {len(before)} pages: {summary}\n")
    for page, what, detail in found[: arguments.most]:
        out(f"  {page:<28} {what:<15} {detail[:160]}\n")
    if len(found) > arguments.most:
        out(f"  … and {len(found) - arguments.most} more (--most)\n")


if __name__ == "__main__":
    main()
