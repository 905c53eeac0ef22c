"""Jobs that do their work, and jobs that do their worst."""
# ruff: noqa: ARG005, SIM115

import ctypes
import os
import socket
import subprocess
import sys
import threading
import time


def trivial(job):
    return str(job["n"]).encode()


def worst(job):
    return _WORST.get(job["do"], lambda job: b"fine")(job)


def _loop(job):
    while True:
        pass


def _sleep(job):
    time.sleep(600)


def _memory(job):
    return bytes(8 << 30)


def _flood(job):
    return bytes(3 << 20)


def _chatter(job):
    for _ in range(2000):
        os.write(1, b"x" * 4096)
        os.write(2, b"x" * 4096)
    return b"fine"


def _raise(job):
    raise TypeError("words of a document")


def _wrong(job):
    return "no bytes"


def _quit(job):
    os._exit(3)


def _close(job):
    os.closerange(3, 64)
    time.sleep(600)


def _forge(job):
    for pipe in range(3, 64):
        try:
            os.write(pipe, b"\xff" * 64)
        except OSError:
            continue
    time.sleep(600)


def _fork(job):
    made = 0
    try:
        while made < 1000:
            if os.fork() == 0:
                time.sleep(600)
            made += 1
    except OSError as e:
        return f"{made} {type(e).__name__}".encode()
    return str(made).encode()


def _said(do):
    try:
        return f"did it: {do()!r}".encode()
    except OSError as e:
        return type(e).__name__.encode()


def _thread(job):
    out = []
    thread = threading.Thread(target=lambda: out.append(1))
    thread.start()
    thread.join()
    return str(out).encode()


_WORST = {
    "segfault": lambda job: ctypes.string_at(0),
    "loop": _loop,
    "sleep": _sleep,
    "memory": _memory,
    "flood": _flood,
    "chatter": _chatter,
    "raise": _raise,
    "wrong": _wrong,
    "quit": _quit,
    "close": _close,
    "forge": _forge,
    "fork": _fork,
    "thread": _thread,
    "program": lambda job: _said(lambda: subprocess.run([sys.executable, "-c", ""], check=False)),
    "connect": lambda job: _said(lambda: socket.create_connection(("127.0.0.1", job["port"]), 2)),
    "read": lambda job: _said(lambda: open(job["path"], "rb").read()),
    "write": lambda job: _said(lambda: open(job["path"], "wb").write(b"x" * 10)),
    "remove": lambda job: _said(lambda: os.unlink(job["path"])),
    "signal": lambda job: _said(lambda: os.kill(job["pid"], 0)),
    "stop": lambda job: _said(lambda: os.kill(os.getppid(), 9)),
    "environment": lambda job: " ".join(sorted(os.environ)).encode(),
}
