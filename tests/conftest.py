"""What every test may use: tools that a machine may lack, named; and no network."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

FULL = os.environ.get("WITNESSMARK_FULL") == "1"
LEFT_OUT: set[str] = set()

_LOOK: dict[str, Callable[[], bool]] = {
    "axe": lambda: os.path.isfile(os.environ.get("WITNESSMARK_AXE", "")),
    "cctv": lambda: os.path.isdir(os.path.join(os.environ.get("WITNESSMARK_TYPAGE", ""), "cctv-age")),
    "chromium": lambda: shutil.which("chromium") is not None,
    "followthemoney": lambda: os.path.isfile(os.environ.get("WITNESSMARK_FTM", "")),
    "typage": lambda: os.path.isdir(os.environ.get("WITNESSMARK_TYPAGE", "")),
}


def _is_here(tool: str) -> bool:
    return _LOOK[tool]() if tool in _LOOK else shutil.which(tool) is not None


@pytest.fixture
def needs() -> Callable[..., None]:
    """`needs("bwrap")`: goes on where the tool is here, skips with its name where not, fails where all tools are asked for."""

    def look(*tools: str) -> None:
        for tool in tools:
            if not _is_here(tool):
                if FULL:
                    pytest.fail(f"{tool} is missing, and WITNESSMARK_FULL=1 asks for every tool")
                pytest.skip(f"left out for want of {tool}")

    return look


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in a test may call anybody but this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and str(address[0]) not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test called {address!r}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was left out for want of which tool."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = sorted({str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple)})
    if reasons:
        terminalreporter.write_sep("-", "left out")
        for reason in reasons:
            terminalreporter.write_line(reason.removeprefix("Skipped: "))


@dataclass(frozen=True)
class Example:
    """The example case, played once for a test process. Nobody changes it: tests that do take a copy."""

    folder: Path
    said: tuple[str, ...]

    @property
    def case(self) -> Path:
        return self.folder / "case"

    @property
    def released(self) -> Path:
        return next(path for path in (self.case / "out").iterdir() if len(path.name) == 64)

    def copy(self, to: Path) -> Example:
        shutil.copytree(self.folder, to)
        for folder in (to, to / "keys"):
            folder.chmod(0o700)
        return Example(to, self.said)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example case from documents to a released record."""
    from witnessmark.demo.play import play

    folder = tmp_path_factory.mktemp("example") / "demo"
    return Example(folder, tuple(play(folder)))
