"""What a job's process may not do: bounds of the kernel on memory, time and files, and a filter on its system calls.

The filter (seccomp, Linux on x86-64 and ARM64) refuses new processes, programs, sockets, files opened for writing and signals to
others. It holds where there is no bubblewrap too, and lies inside it as the second wall where there is.
"""

from __future__ import annotations

import ctypes
import errno
import math
import os
import platform
import resource
import signal
import struct
from pathlib import Path

_LOAD, _EQUAL, _ABOVE, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_THREAD = 0x00010000
"""CLONE_THREAD: libraries may start threads, never processes."""
_X32 = 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38

_REFUSED_X86 = (
    41, 42, 43, 44, 49, 50, 53,  # socket connect accept sendto bind listen socketpair
    57, 58, 59, 322,  # fork vfork execve execveat
    62, 200, 129, 297, 424, 101, 310, 311,  # kill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal ptrace process_vm_*
    76, 82, 83, 84, 85, 86, 87, 88, 90, 92, 94, 133,  # truncate rename mkdir rmdir creat link unlink symlink chmod chown lchown mknod
    258, 259, 260, 263, 264, 265, 266, 268, 316,  # mkdirat mknodat fchownat unlinkat renameat linkat symlinkat fchmodat renameat2
    109, 112, 165, 272, 308,  # setpgid setsid mount unshare setns
    248, 249, 250, 298, 321, 323, 425,  # add_key request_key keyctl perf_event_open bpf userfaultfd io_uring_setup
)
_REFUSED_ARM = (
    198, 203, 202, 206, 200, 201, 199,
    221, 281,
    129, 130, 138, 240, 424, 117, 270, 271,
    45, 33, 34, 35, 36, 37, 38, 53, 54, 276,
    154, 157, 40, 97, 268,
    217, 218, 219, 241, 280, 282, 425,
)
# Architecture: (audit number, refused calls, clone, (open calls with the argument that holds the flags), tgkill, has x32 calls)
_MACHINES = {
    "x86_64": (0xC000003E, _REFUSED_X86, 56, ((2, 1), (257, 2)), 234, True),
    "aarch64": (0xC00000B7, _REFUSED_ARM, 220, ((56, 2),), 131, False),
}
_ABSENT = (435, 437)
"""clone3 and openat2 hide their flags from the filter: they are said not to exist, and the C library takes the older calls."""


def close_in(*, memory: int, seconds: float, held: int) -> None:
    """Bounds the calling process for good: what it may add to the memory it holds, its processor time, its files and calls."""
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_NOFILE, 256)
    _bound(resource.RLIMIT_CPU, math.ceil(seconds) + 1)
    _bound(resource.RLIMIT_AS, held + memory)
    if not filter_calls():
        # No filter on this machine: an ordinary user's process then starts neither processes nor threads.
        _bound(resource.RLIMIT_NPROC, 0)


def address_space() -> int:
    """Return how many bytes of address space this process holds; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def die_with(parent: int) -> None:
    """Has the kernel end this process when the one that started it ends (Linux)."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(1)


def filter_calls() -> bool:
    """Refuses, for good, the system calls that reading a document never needs. Tells whether the kernel took the filter."""
    if platform.system() != "Linux" or platform.machine() not in _MACHINES or struct.calcsize("P") != 8:
        return False
    program = _program(platform.machine(), os.getpid())
    code = b"".join(struct.pack("=HBBI", *line) for line in program)
    memory = ctypes.create_string_buffer(code, len(code))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(memory)))
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, None, 0, 0) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, 2, ctypes.addressof(head), 0, 0) == 0)


def _bound(what: int, most: int) -> None:
    try:
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))
    except (OSError, ValueError):
        # Some systems know a bound and refuse to set it (RLIMIT_AS on macOS): the others still hold.
        return


def _program(machine: str, pid: int) -> list[tuple[int, int, int, int]]:
    arch, refused, clone, opens, tgkill, has_x32 = _MACHINES[machine]
    allow, deny = (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    lines = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, arch), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER)]
    if has_x32:
        lines += [(_ABOVE, 0, 1, _X32), deny]
    for number in refused:
        lines += [(_EQUAL, 0, 1, number), deny]
    for number in _ABSENT:
        lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    lines += [(_EQUAL, 0, 4, clone), _argument(0), (_BITS, 1, 0, _THREAD), deny, allow]
    for number, position in opens:
        lines += [(_EQUAL, 0, 4, number), _argument(position), (_BITS, 0, 1, _WRITING), deny, allow]
    lines += [(_EQUAL, 0, 4, tgkill), _argument(0), (_EQUAL, 1, 0, pid), deny, allow]
    return [*lines, allow]


def _argument(position: int) -> tuple[int, int, int, int]:
    return (_LOAD, 0, 0, _FIRST_ARGUMENT + 8 * position)
