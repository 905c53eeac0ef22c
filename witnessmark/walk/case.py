"""A case on disk: its settings, store, ledger, key and people. Opens things; knows no step of the way."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from witnessmark.records import decisions as d
from witnessmark.records.codec import decode
from witnessmark.records.faults import Misused, Refused

if TYPE_CHECKING:
    from witnessmark.ledger.contract import Ledger
    from witnessmark.preserve.store import Store

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `case.toml` may say: an unknown key is an error. People, roles and policy are entries, not settings."""

    title: str
    languages: tuple[str, ...] = ("en",)
    contact: str = ""
    database: str = ""
    """Empty: `ledger.sqlite` in the case's folder."""
    keys: str = ""
    """Folder of the checkpoint key, never inside the case; empty: the user's own folder."""
    workers: int = 0
    """Reading processes; 0: one a core."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An open case: values that the walk hands to rooms one by one. No room sees it whole."""

    path: Path
    settings: Settings
    store: Store
    ledger: Ledger
    clock: Clock

    @property
    def opened(self) -> d.CaseOpened:
        """What the first entry says."""
        row = next(iter(self.ledger.rows("case")), None)
        if row is None:
            raise Misused(f"{self.path}: the ledger has no first entry; start again with `witnessmark init`")
        return decode(d.CaseOpened, row.body["opened"])

    def now(self) -> str:
        """The time of the case's clock: UTC, RFC 3339, whole seconds."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def workers_of(case: Case) -> int:
    """Return how many processes read at once: as `case.toml` says, or one for each core that this program may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return case.settings.workers or cores


def wall_clock() -> datetime:
    """Return the time of this machine: a claim of this machine, no proof."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return a random id: 32 hexadecimal digits."""
    return secrets.token_hex(16)


def read_settings(path: Path) -> Settings:
    """Return the settings of a case's folder. Raises Misused that names the file and the key."""
    file = path / "case.toml"
    if not file.is_file():
        raise Misused(f"{path}: no case here (there is no case.toml); start one with `witnessmark init {path}`")
    try:
        settings = decode(Settings, tomllib.loads(file.read_text("utf-8")), where=str(file))
    except ValueError as fault:
        known = ", ".join(field.name for field in fields(Settings))
        raise Misused(f"{file}: {fault}; the keys are: {known}") from None
    if settings.workers < 0:
        raise Misused(f"{file}: workers = {settings.workers}: give a number of processes, or 0 for one a core")
    return settings


def open_case(path: Path, *, clock: Clock = wall_clock, read_only: bool = False) -> Case:
    """Open a case that stands; `read_only` opens one that cannot be written, or must not be. Raises Misused, Damaged."""
    from witnessmark.ledger.sqlite import SqliteLedger
    from witnessmark.preserve.store import Store

    settings = read_settings(path)
    if settings.database:
        raise Misused(f'{path}/case.toml: "database" names {settings.database.split(":")[0]}; this version keeps the ledger in SQLite')
    ledger = SqliteLedger(path / "ledger.sqlite", read_only=read_only)
    return Case(path=path, settings=settings, store=Store(path / "store"), ledger=ledger, clock=clock)


def key_folder(path: Path, settings: Settings) -> Path:
    """Return where the checkpoint key of a case lies: never inside the case's folder. Raises Refused."""
    if settings.keys:
        folder = (path / settings.keys).resolve()
    else:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "witnessmark" / "keys"
    if folder == path.resolve() or path.resolve() in folder.parents:
        raise Refused(f"{folder}: a key never lies inside the case's folder; name another place with `keys` in case.toml")
    return folder


def write_settings(path: Path, settings: Settings) -> None:
    """Write `case.toml`, for people to read and change."""
    import json

    lines = ["# Settings of this case. People, roles and policy are entries of the ledger, not settings.\n"]
    for field in fields(Settings):
        value = getattr(settings, field.name)
        if value not in ("", 0) or field.name == "title":
            lines.append(f"{field.name} = {json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)}\n")
    (path / "case.toml").write_text("".join(lines), "utf-8")


def read_key(case: Case) -> bytes:
    """Return the 32-byte seed of the case's checkpoint key. Raises Misused where it is not on this machine."""
    from witnessmark.ledger.key import read_seed

    file = key_folder(case.path, case.settings) / f"{case.opened.case}.key"
    if not file.is_file():
        raise Misused(f"{file}: the key of this case is not on this machine; bring it, or name its folder with `keys` in case.toml")
    return read_seed(file)


@contextmanager
def alone(case: Case, verb: str) -> Iterator[None]:
    """Hold the case for one long command: two that read, collect or publish at once would do everything twice.

    Raises Misused where another one holds it. The lock goes with the process, however it ends. Where the system has no file locks,
    nothing is held.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder = case.path / "work"
    folder.mkdir(exist_ok=True)
    with (folder / f".{verb}").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Misused(f"{case.path}: another `witnessmark {verb}` works on this case; wait for it, or stop it") from None
        yield
