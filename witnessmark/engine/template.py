"""The process that starts jobs: it loads a function once and forks a closed-in child for every job.

It is started by `local`, takes jobs as frames on its standard input and answers each with one frame on its standard output:
`R` and the result, or `F` and the fault. It trusts no child: length, time and end of each are bounded here.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, cast

from witnessmark.engine import cage, frames
from witnessmark.records.canonical import Json

Function = Callable[[Json], bytes]

READY, PARTING = b"ready", b"parting"
_GONE = b"Fdied: the caller went away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What this process was started for."""

    function: str
    preload: str
    memory: int
    seconds: float
    output: int
    walled: bool
    """Inside bubblewrap: when this process ends, everything that it started ends."""


def main(order_json: str) -> int:
    """Serves jobs until the caller closes the pipe."""
    order = Order(**json.loads(order_json))
    inbox, outbox = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what an interrupt means, and closes the pipe
    tempfile.tempdir = "/"  # libraries ask for the name of a temporary folder as they load; no job may write to one
    function = cast(Function, _named(order.function))
    if order.preload:
        _, _, words = order.preload.partition(":")[2].partition(":")
        cast("Callable[..., None]", _named(order.preload))(*([words] if words else []))
    gc.collect()
    gc.freeze()  # pages of what was loaded stay shared with every child
    os.dup2(null, 2)
    held = cage.address_space()
    frames.send(outbox, READY)
    while (job := frames.receive(inbox)) is not None:
        answer = _run(function, json.loads(job), order, held, inbox=inbox, outbox=outbox)
        if answer is _GONE:
            return 0
        frames.send(outbox, answer)
        if order.walled and answer[:1] == b"F" and not _filtered():
            # Without a filter on calls a child that went wrong may have left processes: they end with this one.
            frames.send(outbox, PARTING)
            return 0
    return 0


def _filtered() -> bool:
    """Tells, in a child of its own, whether the kernel takes the filter."""
    pid = os.fork()
    if pid == 0:
        os._exit(0 if cage.filter_calls() else 1)
    return os.waitpid(pid, 0)[1] == 0


def _named(path: str) -> object:
    module, name = path.split(":")[:2]
    return getattr(importlib.import_module(module), name)


def _run(function: Function, job: Json, order: Order, held: int, *, inbox: int, outbox: int) -> bytes:
    read_end, write_end = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        for pipe in (read_end, inbox, outbox):
            os.close(pipe)
        _serve(function, job, order, held, pipe=write_end, parent=parent)
    os.close(write_end)
    with contextlib.suppress(OSError):  # the child has done it already, or has ended
        os.setpgid(pid, pid)
    try:
        return _harvest(pid, read_end, inbox, order)
    finally:
        os.close(read_end)


def _serve(function: Function, job: Json, order: Order, held: int, *, pipe: int, parent: int) -> NoReturn:
    """Runs one job in the child and ends the child."""
    answer = b"Fmemory"
    try:
        os.setpgid(0, 0)
        cage.die_with(parent)
        cage.close_in(memory=order.memory, seconds=order.seconds, held=held)
        answer = _answer(function(job), order.output)
    except MemoryError:
        answer = b"Fmemory"
    except BaseException as fault:  # noqa: BLE001 - whatever a library throws (Rust panics are no Exception) is this job's fault alone
        answer = b"F" + _where(fault).encode("utf-8", "replace")
    try:
        frames.send(pipe, answer)
    finally:
        os._exit(0)


def _answer(result: object, most: int) -> bytes:
    if not isinstance(result, bytes):
        raise TypeError("a job gives bytes")
    return b"R" + result if len(result) <= most else b"Foutput"


def _where(fault: BaseException) -> str:
    """Type and place of a fault, never its words: they may quote the document."""
    steps = traceback.extract_tb(fault.__traceback__)
    if not steps:
        return f"raised: {type(fault).__name__}"
    parts = steps[-1].filename.replace("\\", "/").split("/")
    short = "/".join(parts[-3:])
    return f"raised: {type(fault).__name__} at {short}:{steps[-1].lineno}"


def _harvest(pid: int, pipe: int, inbox: int, order: Order) -> bytes:
    """Takes a child's frame within its bounds, ends the child and says what became of it."""
    found = bytearray()
    wanted = frames.HEAD
    fault = b""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    poll.register(inbox, 0)  # only its end is of interest: the caller is gone
    deadline = time.monotonic() + order.seconds
    while len(found) < wanted:
        left = deadline - time.monotonic()
        ready = dict(poll.poll(max(0, left) * 1000))
        if inbox in ready:
            fault = _GONE
        elif not ready:
            fault = b"Ftime"
        if fault:
            break
        part = os.read(pipe, min(1 << 20, wanted - len(found)))
        if not part:
            break
        found += part
        if wanted == frames.HEAD and len(found) == wanted:
            wanted += frames.length_of(found)
            if wanted > frames.HEAD + order.output + 1:
                fault = b"Foutput"
                break
    status = _end(pid)
    if fault or (len(found) == wanted > frames.HEAD):
        return fault or bytes(found[frames.HEAD :])
    return _died(status)


def _end(pid: int) -> int:
    """Ends a child and whatever stands in its group; returns its wait status."""
    done, status = os.waitpid(pid, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing is left of the group
        os.killpg(pid, signal.SIGKILL)
    return status if done else os.waitpid(pid, 0)[1]


def _died(status: int) -> bytes:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return b"Ftime" if number == signal.SIGXCPU else f"Fdied: signal {number}".encode()
    return f"Fdied: status {os.WEXITSTATUS(status)}".encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
