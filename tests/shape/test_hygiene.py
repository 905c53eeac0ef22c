"""The repository speaks of the product alone: no path of a machine, no address of a registry, no key, no stray file."""

import re
import subprocess

from tests.shape.code import ROOT

MACHINE = re.compile(rb"(?<![\w.:/<])/(?:home|Users|root|work|mnt|opt/[a-z]+/)[/\w.-]*/[\w./-]+|[A-Z]:\\\\Users\\\\")
REGISTRY = re.compile(rb"https?://(?:[\w.-]*\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|crates\.io|proxy\.golang\.org)|--(?:extra-)?index-url")
SECRET = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}")
AGENTS = re.compile(rb"\b(?:Claude|ChatGPT|Copilot|co-authored-by|as an AI|language model wrote)\b", re.IGNORECASE)
LARGEST = 16 * 2**20


MADE = {".git", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", "demo-case", "dist"}
"""Folders that the tools make, as .gitignore names them: where there is no git, or no history, the rest is the repository."""


def tracked():
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [str(file.relative_to(ROOT)) for file in ROOT.rglob("*") if MADE.isdisjoint(file.relative_to(ROOT).parts)]
    return [ROOT / name for name in sorted(listed) if name and (ROOT / name).is_file()]


FILES = tracked()


def found(pattern, *, but=()):
    hits = []
    for file in FILES:
        name = file.relative_to(ROOT).as_posix()
        if name in but or name == "tests/shape/test_hygiene.py":
            continue
        words = file.read_bytes()
        if b"\0" not in words and (hit := pattern.search(words)):
            hits.append(f"{name}: {hit.group()[:80]!r}")
    return hits


def test_no_file_names_a_folder_of_somebody_s_machine():
    assert found(MACHINE) == []


def test_no_file_names_a_package_registry():
    assert found(REGISTRY) == []


def test_no_secret_lies_in_the_repository():
    assert found(SECRET) == []


def test_the_product_speaks_of_itself_alone():
    assert found(AGENTS) == []


def test_files_are_of_a_bearable_size_and_kind():
    assert len(FILES) > 200
    assert [file.name for file in FILES if file.stat().st_size > LARGEST] == []
    unwanted = re.compile(r"\.(?:pyc|swp|orig|rej|log|DS_Store)$|^(?:\.env|id_rsa)$")
    assert [file.name for file in FILES if unwanted.search(file.name)] == []


def test_text_files_end_with_a_line_and_have_no_stray_blanks():
    for file in FILES:
        if file.suffix in (".py", ".toml", ".md", ".css", ".yaml") and "documents" not in file.parts and (words := file.read_bytes()):
            assert words.endswith(b"\n"), file
            assert b"\r" not in words, file
            assert file.suffix == ".md" or not re.search(rb"[ \t]+\n", words), file
