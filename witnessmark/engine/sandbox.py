"""The walls around the template process: bubblewrap without network, with a read-only view of what it needs to run."""

from __future__ import annotations

import functools
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from witnessmark.engine.template import Order
from witnessmark.records.faults import Misused

ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "TZ": "UTC"}
"""All that a job sees of the environment. The fixed hash seed makes libraries that walk over sets give the same text twice."""

_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin")


@functools.cache
def sandbox_available() -> bool:
    """Whether bubblewrap is installed and allowed to build its walls here; tried once in a process."""
    if not sys.platform.startswith("linux") or shutil.which("bwrap") is None:
        return False
    command = [*walls(()), sys.executable, "-P", "-s", "-c", "import witnessmark.records"]
    try:
        tried = subprocess.run(command, env=ENVIRONMENT | _path(), stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def walls(readable: Sequence[Path]) -> list[str]:
    """Return the bubblewrap command before the program: interpreter, libraries, this package and `readable` read-only, nothing else."""
    command = [shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    for name, value in (ENVIRONMENT | _path()).items():
        command += ["--setenv", name, value]
    for folder in _SYSTEM:
        command += _system(Path(folder))
    command += ["--proc", "/proc", "--dev", "/dev"]
    for path in _outermost([Path(sys.base_prefix), Path(sys.prefix), package_folder(), *readable]):
        command += ["--ro-bind", str(path), str(path)]
    return [*command, "--remount-ro", "/", "--chdir", "/"]


def launch(order: Order, readable: Sequence[Path]) -> subprocess.Popen[bytes]:
    """Start a template process, inside the walls where the order says so."""
    homes = [_home(path) for path in (order.function, order.preload) if path]
    roots = [str(root) for root in dict.fromkeys([*(home.parent for home in homes), package_folder().parent])]
    serve = (
        "import json, sys; sys.path[:0] = json.loads(sys.argv[2]); "
        "from witnessmark.engine.template import main; sys.exit(main(sys.argv[1]))"
    )
    program = [sys.executable, "-P", "-s", "-c", serve, json.dumps(asdict(order)), json.dumps(roots)]
    pipe = subprocess.PIPE
    command = [*walls([*homes, *readable]), *program] if order.walled else program
    return subprocess.Popen(command, env=ENVIRONMENT, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, start_new_session=True)


def package_folder() -> Path:
    """The folder of this package."""
    return Path(__file__).resolve().parents[1]


def _home(path: str) -> Path:
    """The folder or file of the top-level package that "module:name" lies in."""
    top = path.partition(":")[0].partition(".")[0]
    found = importlib.util.find_spec(top)
    if found is None or not (found.submodule_search_locations or found.origin):
        raise Misused(f"there is no module {top!r} to take {path!r} from")
    return Path(next(iter(found.submodule_search_locations or ()), found.origin or ""))


def _path() -> dict[str, str]:
    return {"PYTHONPATH": str(package_folder().parent)}


def _system(folder: Path) -> list[str]:
    if folder.is_symlink():
        return ["--symlink", str(folder.readlink()), str(folder)]
    return ["--ro-bind", str(folder), str(folder)] if folder.is_dir() else []


def _outermost(paths: Sequence[Path]) -> list[Path]:
    """Paths as they are and as they resolve (a venv's interpreter is a link), without those that lie in another one."""
    every = sorted({form for path in paths for form in (path.absolute(), path.resolve()) if form.exists()}, key=lambda p: len(p.parts))
    kept: list[Path] = []
    for path in every:
        if path != Path("/") and not any(path.is_relative_to(outer) for outer in [*kept, Path("/usr")]):
            kept.append(path)
    return kept
