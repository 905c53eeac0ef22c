"""The walls between the rooms stand, and each shuts: a planted import is seen to break it."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "witnessmark"
BIN = Path(sys.executable).parent

ROOMS = "Rooms do not know each other"
QUIET = "Quiet rooms"
SPEAKS = "Who walks or speaks"

PLANTED = {
    "publish looks into the ledger": ("publish/bundle.py", "from witnessmark.ledger import chain\n", ROOMS),
    "extract asks weigh": ("extract/find.py", "import witnessmark.weigh.origins\n", ROOMS),
    "weigh asks the ledger, late": ("weigh/run.py", "def late():\n    from witnessmark.ledger import chain\n    return chain\n", ROOMS),
    "a noun knows a room": ("records/claims.py", "from witnessmark.preserve import store\n", ROOMS),
    "a room knows the walk": ("analyse/assemble.py", "import witnessmark.walk.case\n", ROOMS),
    "a room knows the rules": ("protect/gate.py", "import witnessmark.rules\n", ROOMS),
    "the walk knows the command line": ("walk/look.py", "import witnessmark.cli.say\n", ROOMS),
    "a bag of odds and ends": ("utils.py", "", ROOMS),
    "a room that nobody listed": ("tools/__init__.py", "", ROOMS),
    "a quiet room fetches": ("publish/bundle.py", "import urllib3\n", QUIET),
    "a quiet room opens a socket": ("extract/readers/html.py", "import socket\n", QUIET),
    "a quiet room speaks http, by way of another": ("weigh/names.py", "import http.client\n", QUIET),
    "the preserving room fetches": ("preserve/store.py", "import ssl\n", QUIET),
    "the walk fetches by itself": ("walk/gather.py", "import urllib3\n", SPEAKS),
    "the command line asks for news": ("cli/app.py", "import http.client\n", SPEAKS),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [BIN / "lint-imports", "--no-logo", "--no-cache", folder / "pyproject.toml"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the package's code that a test may spoil and mend."""
    folder = tmp_path_factory.mktemp("walls")
    for file in PACKAGE.rglob("*.py"):
        to = folder / file.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, to)
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def test_the_walls_stand(copy):
    looked = lint(copy)
    assert looked.returncode == 0, looked.stdout + looked.stderr
    assert "0 broken" in looked.stdout


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_import_breaks_the_wall_that_it_goes_through(copy, what):
    file, words, wall = PLANTED[what]
    path = copy / "witnessmark" / file
    there = path.exists()
    before = path.read_text("utf-8") if there else ""
    path.parent.mkdir(exist_ok=True)
    try:
        path.write_text(before + "\n" + words, "utf-8")
        looked = lint(copy)
    finally:
        if there:
            path.write_text(before, "utf-8")
        else:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    assert looked.returncode == 1, looked.stdout + looked.stderr
    assert any(line.startswith(wall) and line.endswith("BROKEN") for line in looked.stdout.splitlines()), looked.stdout


SAMPLES = {
    "TID251": "import urllib.request\nurllib.request.urlopen('https://example.org')\n",
    "BLE001": "try:\n    x = 1\nexcept Exception:\n    x = 2\n",
    "E722": "try:\n    x = 1\nexcept:\n    x = 2\n",
    "S110": "try:\n    x = 1\nexcept Exception:\n    pass\n",
    "DTZ005": "from datetime import datetime\nnow = datetime.now()\n",
    "S301": "import pickle\nx = pickle.loads(b'')\n",
    "S307": "x = eval('1')\n",
    "FBT001": "def keep(x: bool) -> None:\n    del x\n",
    "B006": "def keep(*, x: list[str] = []) -> None:\n    del x\n",
    "ANN401": "from typing import Any\n\n\ndef keep(x: Any) -> None:\n    del x\n",
}


def test_the_linter_refuses_what_the_house_does_not_do(copy):
    """One known-bad sample for each: a gate that cannot shut would mean nothing."""
    for code, words in SAMPLES.items():
        file = copy / "witnessmark" / "weigh" / f"bad_{code.lower()}.py"
        file.write_text(f'"""A sample."""\n\n{words}', "utf-8")
    command = [BIN / "ruff", "check", "--no-cache", "--output-format", "concise", "--config", copy / "pyproject.toml"]
    samples = sorted((copy / "witnessmark" / "weigh").glob("bad_*.py"))
    looked = subprocess.run([*command, *samples], cwd=copy, capture_output=True, text=True, timeout=60, check=False)
    for file in samples:
        file.unlink()
    lines = looked.stdout.splitlines()
    missing = [code for code in SAMPLES if not any(f"bad_{code.lower()}.py" in line and code in line for line in lines)]
    assert missing == [], looked.stdout


def test_only_protect_and_the_walk_open_the_vault():
    """The vault itself comes later; its wall stands before it."""
    assert list(outside_vault({"protect/gate.py": "from witnessmark.protect.vault import seal", "walk/judge.py": VAULT})) == []
    assert list(outside_vault({"cli/check.py": VAULT, "publish/bundle.py": "import witnessmark.protect.vault as v"})) == [
        "cli/check.py", "publish/bundle.py",
    ]
    assert list(outside_vault({str(file.relative_to(PACKAGE)): file.read_text("utf-8") for file in PACKAGE.rglob("*.py")})) == []


VAULT = "from witnessmark.protect import vault"


def outside_vault(files):
    for name, words in files.items():
        for node in ast.walk(ast.parse(words)):
            imported = []
            if isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                imported = [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
            opens = any(f"{one}.".startswith("witnessmark.protect.vault.") for one in imported)
            if opens and name.split("/")[0] not in ("protect", "walk"):
                yield name


def test_the_verifier_needs_the_standard_library_alone():
    words = (PACKAGE / "publish" / "verify_bundle.py").read_text("utf-8")
    found = set()
    for node in ast.walk(ast.parse(words)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add(str(node.module).partition(".")[0])
    assert found <= sys.stdlib_module_names, found - sys.stdlib_module_names
    assert not found & {"socket", "ssl", "http", "urllib", "subprocess", "ctypes", "ftplib", "smtplib", "asyncio"}
    ast.parse(words, feature_version=(3, 9))


TYPES = """
from pathlib import Path
from witnessmark.records.assembly import Assembly, Refusal, Release
from witnessmark.publish.datasets import write_datasets


def uncleared(assembly: Assembly, out: Path) -> None:
    write_datasets(assembly, out)  # wants a Release


def unhandled(made: Release | Refusal, out: Path) -> None:
    write_datasets(made, out)  # may be a Refusal


def changed(release: Release) -> None:
    release.cleared = ""  # frozen
"""


def test_the_types_refuse_what_was_not_cleared(tmp_path):
    """A publisher takes a Release: neither an Assembly nor an unhandled Refusal gets by, and a Release cannot be changed."""
    file = tmp_path / "planted.py"
    file.write_text(TYPES, "utf-8")
    places = ["--config-file", ROOT / "pyproject.toml", "--cache-dir", tmp_path / "cache"]
    command = [BIN / "mypy", "--strict", "--follow-imports=silent", *places, file]
    looked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    found = [line for line in looked.stdout.splitlines() if "planted.py" in line and "error:" in line]
    assert [line.rpartition("[")[2] for line in found] == ["arg-type]", "arg-type]", "misc]"], looked.stdout
