"""Chromium over its own pipe, with the standard library alone: no port is opened and nothing is downloaded."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from types import TracebackType
from typing import Self


class Browser:
    """A headless Chromium with one page. Scripts of pages are off; what a test evaluates runs all the same."""

    def __init__(self) -> None:
        self._profile = tempfile.mkdtemp(prefix="wm-chromium-")
        from_us, to_us = os.pipe(), os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 30) for fd in (from_us[0], to_us[1])]

        def hand_over() -> None:
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe")
        self._process = subprocess.Popen(
            ["chromium", *flags, f"--user-data-dir={self._profile}", "about:blank"],
            preexec_fn=hand_over,  # Chromium wants its pipes as 3 and 4; no test runs threads
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for fd in (from_us[0], to_us[1], *high):
            os.close(fd)
        self._out, self._in = os.fdopen(from_us[1], "wb", 0), os.fdopen(to_us[0], "rb", 0)
        self._number, self._rest = 0, b""
        self.events: list[dict] = []
        target = self.call("Target.createTarget", url="about:blank", session=None)["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True, session=None)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        self._out.close()
        self._in.close()
        shutil.rmtree(self._profile, ignore_errors=True)

    def _receive(self) -> dict:
        while b"\0" not in self._rest:
            chunk = self._in.read(65536)
            if not chunk:
                raise RuntimeError("chromium ended")
            self._rest += chunk
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method: str, *, session: str | None = "", **params: object) -> dict:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def show(self, url: str, *, width: int = 1280, theme: str = "light", media: str = "") -> None:
        """Open a page at a width and in a theme, and wait for it."""
        self.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": theme}])
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self._receive())

    def run(self, script: str) -> object:
        """Evaluate a script in the page and return its value."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"])[:500])
        return result["result"].get("value")

    def paper(self) -> bytes:
        """Return the page as it is printed: PDF."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"])
