"""A stranger verifies a bundle offline: every changed byte is found and named, and absent is never ok."""

import ast
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from witnessmark.publish import verify_bundle
from witnessmark.publish.bundle import archive, blocks_around

FLIPS = 1000 if os.environ.get("WITNESSMARK_LARGE") == "1" else 60


def verdict(path: Path) -> tuple[int, list[tuple[str, str, str]]]:
    report = verify_bundle.Report()
    files = verify_bundle.open_folder(str(path), report) if path.is_dir() else verify_bundle.open_zip(str(path), report)
    if files is not None:
        verify_bundle.verify(files, report)
    return report.status(), report.lines


def test_a_released_bundle_holds_as_folder_and_as_archive(example):
    for bundle in (example.released / "bundle", example.released / "site" / "downloads" / "bundle.zip"):
        status, lines = verdict(bundle)
        assert status == 0, [line for line in lines if line[0] in ("fails", "cannot-tell")]
        looked_at = {what for _, what, _ in lines}
        assert looked_at >= {"bag", "log", "signature", "entries", "claims", "quotations", "passages", "citations", "rules"}


def test_the_verifier_runs_alone_and_says_that_it_is_an_exercise(example, tmp_path):
    shutil.copytree(example.released / "bundle", tmp_path / "b")
    run = subprocess.run([sys.executable, "-I", "verify_bundle.py", "."], cwd=tmp_path / "b", capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "EXERCISE, NOT EVIDENCE" in run.stdout
    assert run.stdout.endswith("verdict: everything that was looked at holds\n")


def test_the_verifier_imports_the_standard_library_alone():
    tree = ast.parse(Path(verify_bundle.__file__).read_text("utf-8"))
    names = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


def test_the_checksums_of_coreutils_pass(example, needs):
    needs("sha256sum")
    run = subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", "tagmanifest-sha256.txt", "manifest-sha256.txt"], cwd=example.released / "bundle",
        capture_output=True, text=True, check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_every_flipped_byte_of_a_folder_is_found_and_named(example, tmp_path):
    chance = random.Random(20221026)
    files = {f: f.read_bytes() for f in sorted((example.released / "bundle").rglob("*")) if f.is_file()}
    folder = tmp_path / "bundle"
    shutil.copytree(example.released / "bundle", folder)
    places = [(f, n) for f, content in files.items() for n in (0, len(content) - 1)]
    places += [(f, chance.randrange(len(files[f]))) for f in chance.choices(list(files), k=FLIPS)]
    for file, at in places:
        short = file.relative_to(example.released / "bundle")
        content = bytearray(files[file])
        content[at] ^= 1 << chance.randrange(8)
        (folder / short).write_bytes(content)
        status, lines = verdict(folder)
        named = " ".join(f"{what} {why}" for word, what, why in lines if word == "fails")
        near = {"tagmanifest-sha256.txt": ("tag manifest", short.name), "signature.txt": ("signature",)}.get(short.name, (short.name,))
        assert status == 3, (short, at)
        assert any(word in named for word in near), (short, at, named)
        (folder / short).write_bytes(files[file])


def test_every_flipped_byte_of_an_archive_is_found(example, tmp_path):
    chance = random.Random(7)
    sound = (example.released / "site" / "downloads" / "bundle.zip").read_bytes()
    file = tmp_path / "bundle.zip"
    for at in [0, 1, 10, len(sound) - 1, len(sound) - 20, *(chance.randrange(len(sound)) for _ in range(FLIPS))]:
        content = bytearray(sound)
        content[at] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        status, lines = verdict(file)
        assert status == 3, at
        assert any(word == "fails" and what for word, what, _ in lines)


@pytest.mark.parametrize("change", ["prepend", "append", "cut", "double"])
def test_an_archive_with_other_bytes_around_is_refused(example, tmp_path, change):
    sound = (example.released / "site" / "downloads" / "bundle.zip").read_bytes()
    changed = {"prepend": b"x" + sound, "append": sound + b"\n", "cut": sound[:-1], "double": sound + sound}[change]
    (tmp_path / "bundle.zip").write_bytes(changed)
    assert verdict(tmp_path / "bundle.zip")[0] == 3


def test_a_missing_an_added_and_a_renamed_file_are_named(example, tmp_path):
    folder = tmp_path / "bundle"
    shutil.copytree(example.released / "bundle", folder)
    payload = next(f for f in (folder / "data").rglob("*") if f.is_file())
    kept = payload.read_bytes()
    payload.unlink()
    assert any(payload.name in what and why == "listed and missing" for _, what, why in verdict(folder)[1])
    payload.write_bytes(kept)
    (folder / "note.txt").write_text("hello")
    assert any("note.txt" in what and why == "present and not listed" for _, what, why in verdict(folder)[1])
    (folder / "note.txt").unlink()
    assert verdict(folder)[0] == 0
    (folder / "signature.txt").unlink()
    assert verdict(folder)[0] == 3


def test_nothing_to_verify_is_no_success(tmp_path):
    assert verdict(tmp_path)[0] == 3


def test_another_key_does_not_sign_for_the_case(example, tmp_path):
    """Whoever replaces log, checkpoint and signature by their own still shows another key than the one that a reader holds."""
    first = verify_bundle.main([str(example.released / "bundle")])
    assert first == 0
    note = (example.released / "bundle" / "signature.txt").read_text("utf-8")
    assert verify_bundle.note(note, bytes(32)) is None


def test_a_second_archive_has_the_same_bytes(example, tmp_path):
    archive(example.released / "bundle", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (example.released / "site" / "downloads" / "bundle.zip").read_bytes()


def test_passages_show_at_most_two_hundred_code_points_beside_a_quotation():
    for length in (10, 41, 400, 5000):
        for start in range(0, length - 1, 37):
            for end in (start + 1, min(length, start + 90)):
                blocks = blocks_around(start, end, length=length)
                assert blocks[0] * 40 <= start
                assert end <= (blocks[-1] + 1) * 40
                assert blocks[0] * 40 >= min(start - 200, start // 40 * 40)
                assert min(length, (blocks[-1] + 1) * 40) <= max(end + 200, -(-end // 40) * 40)
