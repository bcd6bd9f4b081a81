"""A headless Chromium, driven over a pipe with the messages of its own developer tools."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)

# The browser wants its pipe under the numbers 3 and 4, which may be taken: they are moved aside.
_START = """
import os, sys
ends = [int(number) for number in sys.argv[1:3]]
while min(ends) < 5:
    ends = [os.dup(end) for end in ends]
for number, end in zip((3, 4), ends):
    os.dup2(end, number)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Page:
    """One tab: it opens addresses, runs scripts as a person's keyboard would, and hears the network."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._out, self._in = to_browser, from_browser
        self._number = 0
        self._rest = b""
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """The browser's answer to a message; what it says meanwhile goes to `events`."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == self._number:
                if "error" in heard:
                    raise RuntimeError(f"{method}: {heard['error']}")
                result: dict[str, Any] = heard["result"]
                return result
            self.events.append(heard)

    def open(self, address: str) -> None:
        """Go there, and wait until all of it has loaded."""
        self.events.clear()
        self.send("Page.navigate", url=address)
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self._hear())

    def run(self, script: str) -> Any:
        """What a script gives, as plain data."""
        done = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"])
        return done["result"].get("value")

    def type(self, text: str) -> None:
        """Type at the keyboard, into what has the focus."""
        for character in text:
            self.send("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            self.send("Input.dispatchKeyEvent", type="keyUp", key=character)

    def said(self, *methods: str) -> list[dict[str, Any]]:
        """The parameters of what the browser told of since the page was opened."""
        return [e["params"] for e in self.events if e.get("method") in methods]

    def _hear(self) -> dict[str, Any]:
        until = time.monotonic() + 60
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0, until - time.monotonic()))
            piece = os.read(self._in, 1 << 20) if ready else b""
            if not piece:
                raise RuntimeError("the browser does not answer")
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        heard: dict[str, Any] = json.loads(line)
        return heard


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """A browser with a profile of its own; it is gone afterwards."""
    assert PROGRAM is not None
    there_in, here_out = os.pipe()
    here_in, there_out = os.pipe()

    run = subprocess.Popen(
        [
            sys.executable, "-c", _START, str(there_in), str(there_out),
            PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe",
            f"--user-data-dir={folder / 'profile'}", "about:blank",
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        pass_fds=(there_in, there_out), env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    os.close(there_in)
    os.close(there_out)
    try:
        yield Page(here_out, here_in)
    finally:
        os.close(here_out)
        os.close(here_in)
        run.terminate()
        run.wait(timeout=30)
