"""Takes the pictures of the explorer that stand in docs/: ``python -m tests.explorer.pictures [FOLDER]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from docs.build import sample
from explorer.addresses import conference
from tests.browser import browser
from tests.explorer.serving import keep_pages, served

DOCS = Path(__file__).parents[2] / "docs" / "pictures"
DESKTOP, PHONE = (1240, 800), (390, 760)
GDP = "measures/地区生产总值"
STATEMENT = """SELECT metric_id, page_sha256 FROM metrics JOIN briefings USING (briefing_id)
  WHERE measure = '地区生产总值' ORDER BY held_on DESC, metric_id LIMIT 1"""


def take(folder: Path) -> None:
    """Photograph the sample's pages; as WebP, each a few tens of kilobytes."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        sample(data)
        keep_pages(data)
        with served(data) as server, browser(Path(temporary)) as tab:
            ((figure, sha256),) = server.rows(STATEMENT)
            passage = conference(figure)
            pages = {
                "start": ("", DESKTOP, False),
                "measure": (GDP, DESKTOP, False),
                "conference": (passage, DESKTOP, False),
                "archive": (f"archive/{sha256}#{passage.partition('#')[2]}", DESKTOP, False),
                "measure-phone-dark": (GDP, PHONE, True),
                "conference-phone": (passage, PHONE, False),
            }
            for name, (address, screen, dark) in pages.items():
                tab.show_as(*screen, dark=dark)
                tab.open(f"{server.url}/{quote(address, safe='/#')}")
                if name == "conference":
                    tab.point("document.querySelector('.figure:target .value')")
                tab.photograph(folder / f"{name}.webp")


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
