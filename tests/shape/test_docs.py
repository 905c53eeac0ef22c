"""What is written about the program is so: docstrings, rules' pages, help of every verb, what documents name, the README's transcript."""

import ast
import re
import shlex

import pytest
from typer.main import get_command

from tests.shape.code import PACKAGE, ROOT, trees
from witnessmark.cli.app import app
from witnessmark.rules import RULES

README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DOCUMENTS = {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in PAGES}
VERBS = get_command(app).commands
HEADINGS = ("Checks", "Why it matters", "Holds", "Fails", "Cannot tell", "Known limits", "What to do")


def test_every_public_thing_has_a_docstring_whose_first_sentence_ends():
    missing = []
    for name, tree in trees().items():
        if not ast.get_docstring(tree):
            missing.append(name)
        for node in public(tree):
            said = (ast.get_docstring(node) or "").strip()
            first = said.partition("\n\n")[0]
            if not said or not re.search(r"[.:!?)`”\"]$", first):
                missing.append(f"{name}:{node.name}")
    assert missing == []


def public(tree):
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (part for part in node.body if isinstance(part, ast.FunctionDef) and not part.name.startswith("_"))


def test_every_rule_has_a_page_with_all_headings_in_their_order():
    for rule in RULES:
        first = rule.page.splitlines()[0]
        assert first == f"{rule.code} {rule.name}.", first
        at = [re.search(rf"^{heading}(?::|$)", rule.page, re.MULTILINE) for heading in HEADINGS]
        assert all(at), (rule.code, [heading for heading, found in zip(HEADINGS, at, strict=True) if not found])
        starts = [found.start() for found in at]
        assert starts == sorted(starts), rule.code
        for found, end in zip(at, [*starts[1:], len(rule.page)], strict=True):
            assert len(rule.page[found.end() : end].split()) >= 1, f"{rule.code}: {found.group()} says nothing"


def test_a_code_is_used_once_and_has_tests_that_an_investigator_can_read():
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len({rule.name for rule in RULES}) == len(codes)


def commands_in(words):
    """Yield the command lines of witnessmark that a document shows."""
    for line in words.splitlines():
        for found in re.finditer(r"(?:^|[`\s/])witnessmark ((?:[a-z]+[a-z|]*)[^`]*)", line):
            said = found.group(1).split("  ")[0].strip()
            yield said


def test_every_verb_that_is_written_about_exists_and_every_option_too():
    seen = set()
    for name, words in DOCUMENTS.items():
        for said in commands_in(words):
            verbs, *rest = said.split(" ")
            for verb in verbs.rstrip(".,;:)").split("|"):
                if verb not in VERBS:
                    assert not rest or not rest[0].isupper(), f"{name}: `witnessmark {said}`: there is no `{verb}`"
                    continue
                seen.add(verb)
                command = VERBS[verb]
                options = {option for parameter in parameters(command) for option in parameter.opts}
                for option in re.findall(r"(?<![\w-])--[a-z-]+", said):
                    assert option in options, f"{name}: `witnessmark {said}`: {verb} has no {option}"
    named = set(re.findall(r"`([a-z]+)`", README)) | seen | ({"demo"} if "make demo" in README else set())
    assert set(VERBS) <= named, f"verbs that the README does not name: {set(VERBS) - named}"


def parameters(command):
    yield from command.params
    for inner in getattr(command, "commands", {}).values():
        yield from inner.params


def test_every_verb_has_help_with_a_sentence_for_each_option():
    for name, command in VERBS.items():
        assert command.help, name
        for inner in [command, *getattr(command, "commands", {}).values()]:
            assert (inner.help or "").strip()[-1:] in {".", "!"}, inner.name
            for parameter in inner.params:
                assert getattr(parameter, "help", None) or parameter.name in ("help", "name"), (inner.name, parameter.name)


def test_messages_name_only_commands_that_exist():
    """What a fault tells people to type is there."""
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for said in re.findall(r"`witnessmark ([a-z]+)", node.value):
                    assert said in VERBS, f"{name}: `witnessmark {said}`"


def test_links_of_the_documents_lead_somewhere():
    for name, words in DOCUMENTS.items():
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", words):
            if "://" not in target:
                assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_every_exit_status_of_the_table_is_one_of_the_program_s():
    from witnessmark.records import faults

    table = DOCUMENTS["docs/exit-statuses.md"]
    listed = {int(number) for number in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    assert listed == {0, 1, 2, 3, 4, 5, 130}
    assert {kind.status for kind in vars(faults).values() if isinstance(kind, type)} <= listed


CHANGING = (
    (re.compile(r"(?:/|\b[\w.-]+/)[\w./-]*(?:case|demo-case|demo)\b(?:/[\w./-]*)?"), "…"),
    (re.compile(r"\b[0-9a-f]{8,64}(?:…|\b)"), "…"),
    (re.compile(r"\b[\d,]+ bytes\b"), "… bytes"),
)
"""What differs from run to run and machine to machine: paths, digests, numbers of bytes."""


def steady(line):
    for pattern, instead in CHANGING:
        line = pattern.sub(instead, line)
    return re.sub(r"(?:…/?)+", "…", line.rstrip())


def transcript():
    found = re.search(r"^<!-- transcript -->\n+```[a-z]*\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found, "README.md shows no terminal output: a fenced block after the line <!-- transcript --> is wanted"
    return found.group(1).splitlines()


def test_the_transcript_in_the_readme_is_what_the_demo_prints(example):
    shown = [steady(line) for line in transcript()]
    assert len(shown) >= 12
    assert shown == [steady(line) for line in example.said[: len(shown)]]


def test_what_the_readme_tells_people_to_type_next_works(example, tmp_path, capsys):
    """The commands of the sentence after the transcript, against the example case."""
    from witnessmark.cli import main

    said = README[README.index("<!-- transcript -->") :]
    typed = [shlex.split(line) for line in re.findall(r"`(?:\.venv/bin/)?witnessmark ([^`]+)`", said.partition("\n## ")[0])]
    assert {words[0] for words in typed} >= {"check", "explain", "trace"}
    case = example.copy(tmp_path / "demo").case
    for words in [[str(case) if word == "demo-case/case" else word for word in words] for words in typed]:
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code in (0, 1), words
        assert capsys.readouterr().out.count("\n") > 5, words
        if words[0] == "trace":
            assert ended.value.code == 0


def test_the_map_of_the_house_names_every_room():
    rooms = {path.stem for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()} | {"rules"}
    listed = set(re.findall(r"^\| `([a-z]+)` \|", DOCUMENTS["docs/house.md"], re.MULTILINE))
    assert listed == rooms
