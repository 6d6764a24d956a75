"""A headless Chromium for tests: opens a page, waits for its words, photographs it, and hears what its console says."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDS_CHROMIUM = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("CI"), reason="no Chromium is installed (apt: chromium)"
)
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--window-size=1400,1500", "--remote-debugging-port=0"),
)
CLICK = "[...document.querySelectorAll('body *')].filter(e => e.innerText?.trim() === %s).at(-1)?.click()"
LOADED = "document.readyState + ' ' + location.href"
MIDDLE = """(() => {
  const found = %s;
  found.scrollIntoView({block: "center", behavior: "instant"});
  const box = found.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
})()"""
TEXT = "document.body ? document.body.innerText : ''"


class Browser:
    """One tab, driven through Chromium's debugging protocol."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._number, self._session = connection, 0, ""
        self.errors: list[str] = []
        """What pages complained of: console errors, uncaught exceptions, answers that failed to load."""
        self.asked_for: list[str] = []
        """Every address that a page asked for."""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._ask(f"{domain}.enable")

    def look(self, url: str, wanted: Sequence[str], shot: Path, *, click: str = "", seconds: float = 90) -> list[str]:
        """Open a page until it shows the wanted words; those it does not show. A screenshot goes to ``shot``.

        Args:
            click: the label of a tab to open on the page.
        """
        self._ask("Page.navigate", url=url)
        deadline = time.monotonic() + seconds
        while True:
            if click:
                self._ask("Runtime.evaluate", expression=CLICK % json.dumps(click))
            text = self._glance(TEXT) or ""
            unseen = [word for word in wanted if word not in text]
            if not unseen or time.monotonic() > deadline:
                break
            time.sleep(0.3)
        time.sleep(1)  # what loads last may complain, too
        self.photograph(shot)
        return unseen

    def run(self, url: str, script: str) -> Any:
        """Open a page and run a script in it; what its promise yields."""
        self.open(url)
        return self.evaluate(script)

    def open(self, url: str) -> None:
        """Open a page and wait until all of it is there."""
        self._ask("Page.navigate", url=url)
        self.wait_for(f"{LOADED} == {json.dumps(f'complete {url}')}")

    def write(self, document: str) -> None:
        """Make the open page another one, out of its text alone."""
        frame = self._ask("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self._ask("Page.setDocumentContent", frameId=frame, html=document)

    def wait_for(self, condition: str, seconds: float = 60) -> None:
        """Wait until a script yields true."""
        deadline = time.monotonic() + seconds
        while self._glance(condition) is not True:
            assert time.monotonic() < deadline, condition
            time.sleep(0.02)

    def evaluate(self, script: str) -> Any:
        """Run a script in the open page; what its promise yields."""
        said = self._ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    def show_as(self, width: int, height: int, *, dark: bool, fine: float = 1) -> None:
        """Become a screen of that size, in the light or the dark scheme; ``fine``: its points per pixel."""
        screen = {"width": width, "height": height, "deviceScaleFactor": fine, "mobile": width < 600}
        self._ask("Emulation.setDeviceMetricsOverride", **screen)
        wanted = {"prefers-color-scheme": "dark" if dark else "light", "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in wanted.items()]
        self._ask("Emulation.setEmulatedMedia", features=features)

    def photograph(self, shot: Path) -> None:
        """A picture of what the screen shows; its format follows the file's name."""
        kind = shot.suffix.removeprefix(".")
        fine = {} if kind == "png" else {"quality": 80}
        shot.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", format=kind, **fine)["data"]))

    def click(self, element: str) -> None:
        """Click on what a script yields, as a hand would: at its middle, where it is seen."""
        x, y = self.point(element)
        for kind in ("mousePressed", "mouseReleased"):
            self._ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def point(self, element: str) -> tuple[float, float]:
        """Move the pointer over what a script yields; where on the screen that is."""
        x, y = self.evaluate(MIDDLE % element)
        self._ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        return x, y

    def _glance(self, expression: str) -> Any:
        """What a script sees; None in the moment in which one page gives way to the next, as after a click."""
        try:
            return self._ask("Runtime.evaluate", expression=expression)["result"].get("value")
        except AssertionError as error:
            if "navigated" in str(error) or "context" in str(error):
                return None
            raise

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        session = {"sessionId": self._session} if self._session else {}
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": parameters, **session}))
        while True:
            message = json.loads(self._connection.recv(timeout=60))
            if message.get("id") == self._number:
                assert "error" not in message, message
                return message["result"]
            self._hear(message.get("method"), message.get("params", {}))

    def _hear(self, event: str | None, said: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.asked_for.append(said["request"]["url"])
        elif event == "Runtime.exceptionThrown":
            thrown = said["exceptionDetails"]
            self.errors.append(f"{thrown['text']} {thrown.get('exception', {}).get('description', '')}")
        elif event == "Runtime.consoleAPICalled" and said["type"] in ("error", "assert"):
            self.errors.append(" ".join(str(part.get("value", part.get("description"))) for part in said["args"]))
        elif event == "Log.entryAdded" and said["entry"]["level"] == "error":
            self.errors.append(f"{said['entry']['text']} {said['entry'].get('url', '')}")


@contextmanager
def browser(folder: Path, *flags: str) -> Iterator[Browser]:
    """A browser with a profile of its own below ``folder``."""
    assert CHROMIUM, "CI must have Chromium"
    profile = folder / "profile"
    with (folder / "chromium.log").open("wb") as log:
        process = subprocess.Popen(
            [CHROMIUM, *QUIET, *flags, f"--user-data-dir={profile}", "about:blank"], stdout=log, stderr=log
        )
    try:
        with connect(_address(profile / "DevToolsActivePort"), max_size=None) as connection:
            yield Browser(connection)
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(profile, ignore_errors=True)


def _address(said: Path) -> str:
    """Where Chromium listens: it writes port and path into its profile."""
    deadline = time.monotonic() + 60
    while not (said.exists() and len(lines := said.read_text().splitlines()) == 2):
        assert time.monotonic() < deadline, "Chromium did not start"
        time.sleep(0.1)
    return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
