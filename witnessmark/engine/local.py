"""Runs one pure function over many jobs on this machine: every job in a process of its own, within limits, without a network."""

from __future__ import annotations

import contextlib
import itertools
import os
import select
import subprocess
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from witnessmark.engine import frames
from witnessmark.engine.sandbox import launch, sandbox_available
from witnessmark.engine.template import PARTING, READY, Order
from witnessmark.records.canonical import Json, canonical
from witnessmark.records.faults import Misused

__all__ = ["Limits", "Outcome", "outcomes", "sandbox_available"]

_START_SECONDS = 120
"""How long a template may load its function before that counts as a fault of the installation."""
_GRACE = 15
"""Seconds beyond a job's own before the template itself counts as hung."""
_AHEAD = 4
"""Jobs that may lie with one template: it never waits for a caller who is busy writing."""
_PIPE = 32_768
"""Bytes of jobs that may lie in one template's pipe: less than every system's pipe holds, so that writing never blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may take."""

    memory: int = 1 << 30
    """Bytes of address space beyond what the loaded program holds."""
    seconds: float = 60.0
    """Wall clock, and processor time."""
    output: int = 1 << 28
    """Bytes of its result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one job."""

    job: Json
    result: bytes | None
    fault: str
    """Empty; or `memory`, `time`, `output`, `died: signal 11`, `raised: TypeError at FILE:LINE`."""


@dataclass(slots=True, kw_only=True)
class _Template:
    """One running template and the jobs that lie with it, the one in hand first."""

    process: subprocess.Popen[bytes]
    since: float
    """When it was started, or when the job in hand began."""
    ready: bool = False
    parting: bool = False
    ended: bool = False
    jobs: deque[tuple[Json, int]] = field(default_factory=deque)
    found: bytearray = field(default_factory=bytearray)


def outcomes(
    function: str, jobs: Iterable[Json], *, workers: int, limits: Limits, preload: str | None = None, sandbox: bool = True,
    readable: Sequence[Path] = (),
) -> Iterator[Outcome]:
    """Yield what becomes of each job, as they finish; a job that dies, hangs, floods or raises costs itself a fault and nothing else.

    `function` and `preload` are written "module:name"; what follows a further colon is handed to `preload`.
    `readable` names the folders that jobs may read inside the sandbox.
    Raises Misused where the function cannot be loaded at all.
    """
    order = Order(
        function=function, preload=preload or "", memory=limits.memory, seconds=limits.seconds, output=limits.output,
        walled=sandbox and sandbox_available(),
    )
    source = iter(jobs)
    waiting: deque[Json] = deque()
    templates: list[_Template] = []
    try:
        while True:
            _hand_out(templates, waiting, source, order, readable, most=max(1, workers))
            if not any(template.jobs for template in templates):
                return
            _listen(templates, limits)
            for template in list(templates):
                yield from _answers(template)
                if template.ended or _overdue(template, limits):
                    templates.remove(template)
                    yield from _bury(template, waiting)
    finally:
        for template in templates:
            _stop(template)


def _hand_out(
    templates: list[_Template], waiting: deque[Json], source: Iterator[Json], order: Order, readable: Sequence[Path], *, most: int
) -> None:
    """Gives every template as many jobs as may lie with it, and starts templates while there is work for them."""
    for depth in range(1, _AHEAD + 1):  # one for each, then the second for each: few jobs are spread as wide as many
        for place in range(most):
            if place < len(templates) and (len(templates[place].jobs) >= depth or templates[place].ended):
                continue
            if not waiting:
                waiting.extend(itertools.islice(source, 1))
            if not waiting:
                return
            if place == len(templates):
                templates.append(_Template(process=launch(order, readable), since=time.monotonic()))
            _give(templates[place], waiting)


def _give(template: _Template, waiting: deque[Json]) -> None:
    job = canonical(waiting[0])
    if template.jobs and len(job) + sum(size for _, size in template.jobs) > _PIPE:
        return
    if not template.jobs and template.ready:
        template.since = time.monotonic()
    template.jobs.append((waiting.popleft(), len(job)))
    try:
        frames.send(_pipe(template.process.stdin), job)
    except BrokenPipeError:
        template.ended = True  # what it said before it ended is still in its pipe


def _listen(templates: list[_Template], limits: Limits) -> None:
    """Waits until some template has spoken, ended or run out of time, and takes in what was said."""
    poll, by_pipe = select.poll(), {_pipe(template.process.stdout): template for template in templates}
    for pipe in by_pipe:
        poll.register(pipe, select.POLLIN)
    until = min(_deadline(template, limits) for template in templates)
    for pipe, _ in poll.poll(max(0.0, until - time.monotonic()) * 1000):
        template = by_pipe[pipe]
        said = os.read(pipe, 1 << 20)
        template.found += said
        template.ended = not said


def _answers(template: _Template) -> Iterator[Outcome]:
    """Yield the outcomes that stand complete in what a template has said."""
    found = template.found
    while len(found) >= frames.HEAD and len(found) >= (end := frames.HEAD + frames.length_of(found)):
        answer = bytes(found[frames.HEAD : end])
        del found[:end]
        template.since = time.monotonic()
        if answer == READY:
            template.ready = True
        elif answer == PARTING:
            template.parting = True
        else:
            job, _ = template.jobs.popleft()
            fault = "" if answer[:1] == b"R" else answer[1:].decode("utf-8", "replace")
            yield Outcome(job=job, result=None if fault else answer[1:], fault=fault)


def _deadline(template: _Template, limits: Limits) -> float:
    if not template.ready:
        return template.since + _START_SECONDS
    return template.since + limits.seconds + _GRACE if template.jobs else float("inf")


def _overdue(template: _Template, limits: Limits) -> bool:
    return time.monotonic() > _deadline(template, limits)


def _bury(template: _Template, waiting: deque[Json]) -> Iterator[Outcome]:
    """Ends a template that ended or hangs: the job in hand is blamed, those behind it wait for another one."""
    ended = template.ended
    words = _stop(template)
    if not template.ready:
        raise Misused(f"the process that reads documents did not start: {words or 'it said nothing'}")
    jobs = [job for job, _ in template.jobs]
    if jobs and not template.parting:
        yield Outcome(job=jobs.pop(0), result=None, fault="died: with the process that started it" if ended else "time")
    waiting.extendleft(reversed(jobs))


def _stop(template: _Template) -> str:
    """Ends a template with all that it started; returns the last line that it wrote to its error output."""
    process = template.process
    with contextlib.suppress(OSError):
        process.kill()
    process.wait()
    said = b""
    if process.stderr is not None and not template.ready:
        os.set_blocking(process.stderr.fileno(), False)
        with contextlib.suppress(OSError):
            said = os.read(process.stderr.fileno(), 65_536)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:400] if lines else ""


def _pipe(end: IO[bytes] | None) -> int:
    if end is None:
        raise Misused("a template was started without pipes")
    return end.fileno()
