"""Writes goldens: ``python -m tests.pages.accept SITE.WHAT …`` (all without a name), then look, then ``--looked-at``."""

from __future__ import annotations

import argparse
import json
import sys

from tests.pages.reading import MARK, PAGES, fixtures, golden_of, read


def main(arguments: list[str]) -> int:
    """Write the goldens that differ, marked; or remove the mark of those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="SITE.WHAT", help="fixtures; default: all")
    parser.add_argument("--looked-at", action="store_true", help="the golden was read by a person and is right")
    options = parser.parse_args(arguments)
    for page in fixtures():
        if options.names and page.stem not in options.names:
            continue
        golden = golden_of(page)
        old = json.loads(golden.read_text(encoding="utf-8")) if golden.exists() else {}
        new = read(page)
        marked = MARK in old
        old.pop(MARK, None)
        if old == new and not (marked and options.looked_at):
            continue
        kept = new if options.looked_at and old == new else {MARK: "read it, then: accept --looked-at", **new}
        golden.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"{golden.relative_to(PAGES.parent.parent)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
