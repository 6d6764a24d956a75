"""``briefings docs``."""

from __future__ import annotations

from difflib import get_close_matches

from flows.console import EXIT_DONE, print_json, print_table, print_text
from flows.documents import document, documents
from parsers.errors import UsageError


def docs(name: str | None = None, section: str | None = None, /, *, json: bool = False) -> int:
    """List the documents that help, errors and alarms name, or print one of them as it is, in Markdown.

    Example: ``briefings docs operations``, ``briefings docs operations "blocked host"``.

    Args:
        name: A document's name, such as operations; without one, all are listed.
        section: A heading of it: only what stands under it.
        json: Print a JSON array of objects, or of one document an object.
    """
    if name is None:
        rows = [(each.name, each.title) for each in documents()]
        if json:
            print_json([{"name": name, "title": title} for name, title in rows])
        else:
            print_table(("name", "title"), rows)
        return EXIT_DONE
    found = document(name)
    text = found.text if section is None else found.section(section)
    if text is None:
        close = get_close_matches(str(section), found.headings, n=1, cutoff=0.4)
        hint = f"did you mean “{close[0]}”?" if close else f"it has {', '.join(found.headings)}."
        raise UsageError(f"{found.name} has no section “{section}”: {hint}")
    if json:
        print_json({"name": found.name, "title": found.title, "text": text})
    else:
        print_text(text.rstrip("\n"))
    return EXIT_DONE
