"""Files, functions and lists of parameters stay small; each exception is named, with its reason, and none is kept for nothing."""

import ast
import re

import pytest

from tests.shape.code import PACKAGE, ROOT, functions, trees

FILE, FUNCTION, PARAMETERS, METHODS = 400, 60, 6, 10

LONG_FILES = {"publish/verify_bundle.py": "travels inside every bundle as one file, so that a stranger reads all of it"}
LONG_FUNCTIONS = {"publish/datasets/columns.py:sites": "a table of columns, one a line"}
MANY_PARAMETERS = {
    "cli/begin.py:init": "each is an option with a name on the command line",
    "cli/claims.py:claims": "each is an option with a name on the command line",
    "engine/local.py:outcomes": "the one door to other processes; all but two have defaults",
    "extract/claims/events.py:_found": "the slots of one sentence",
    "extract/claims/modality.py:modality": "a claim's words, and what may weaken them",
    "extract/claims/sentences.py:_findings": "everything that was found out about one sentence",
    "extract/claims/speakers.py:_made": "the slots of one speaker",
    "extract/claims/statutes.py:_step": "the slots of one step of a bill",
    "extract/places.py:_made": "the parts of one mention",
    "extract/readers/pdf.py:_written": "what one page gave, kept apart so that nothing is hidden in a bag",
    "extract/readers/pdf.py:_faults": "the ways in which a PDF can be incomplete",
    "extract/readers/sheet.py:_write_sheet": "the parts of one sheet",
    "ledger/view.py:LedgerView.__init__": "every part that comes from another room is handed in by name",
}
MANY_METHODS = {
    "ledger/sqlite.py:SqliteLedger": "the contract, and its transactions",
    "ledger/view.py:LedgerView": "one question that a rule may ask of a case, each",
    "preserve/store.py:Store": "the store's promises, and the steps of one durable write",
    "records/view.py:View": "the protocol of the view",
}
BROAD = {"weigh/run.py:run": "a rule that raises is a result (X001), and must not stop the others"}
"""The one broad `except Exception` of the package."""
EVERYTHING = {
    "engine/template.py": "whatever a library throws is that job's fault alone (panics of Rust are no Exception)",
    "extract/readers/pdf.py": "what a thread threw is raised again where it is waited for",
    "ledger/sqlite.py": "lets go of the database, and raises again",
    "preserve/store.py": "removes what it wrote, and raises again",
}
"""Where BaseException is caught: each raises it again, or answers for it to another process."""


def without_docstring(node):
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node, clean=False) is not None:
        lines -= node.body[0].end_lineno - node.body[0].lineno + 1
    return lines


def test_files_are_short():
    long = {name for name in trees() if (PACKAGE / name).read_text("utf-8").count("\n") > FILE}
    assert long == set(LONG_FILES)


def test_functions_are_short():
    every = [(f"{name}:{function}", node) for name, tree in trees().items() for function, node in functions(tree)]
    long = {name for name, node in every if without_docstring(node) > FUNCTION}
    assert long == set(LONG_FUNCTIONS)


def test_functions_take_few_things():
    many = set()
    for name, tree in trees().items():
        for function, node in functions(tree):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            if len([a for a in arguments if a.arg not in ("self", "cls")]) > PARAMETERS:
                many.add(f"{name}:{function}")
    assert many == set(MANY_PARAMETERS)


def test_classes_are_small():
    many = set()
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and sum(isinstance(part, ast.FunctionDef) for part in node.body) > METHODS:
                many.add(f"{name}:{node.name}")
    assert many == set(MANY_METHODS)


def caught(node):
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return {"everything" if kind is None else getattr(kind, "id", getattr(kind, "attr", "")) for kind in kinds}


def test_one_broad_except_in_the_package():
    broad, everything = set(), set()
    for name, tree in trees().items():
        for function, body in [*functions(tree), ("", tree)]:
            handlers = [node for node in ast.walk(body) if isinstance(node, ast.ExceptHandler)] if function else []
            broad |= {f"{name}:{function}" for node in handlers if "Exception" in caught(node)}
        handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
        assert not [node.lineno for node in handlers if "everything" in caught(node)], name
        everything |= {name for node in handlers if "BaseException" in caught(node)}
    assert broad == set(BROAD)
    assert everything == set(EVERYTHING)


def test_no_exception_swallows_silently():
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Try) and not node.orelse:
                silent = [handler.lineno for handler in node.handlers if all(isinstance(part, ast.Pass) for part in handler.body)]
                assert not silent, (name, silent)


MUTED = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma|mypy:|ruff:)")
MOST_MUTED = 45


def test_every_muted_line_says_which_rule_and_few_are():
    muted = []
    for name in trees():
        for number, line in enumerate((PACKAGE / name).read_text("utf-8").splitlines(), 1):
            if MUTED.search(line):
                muted.append(f"{name}:{number}")
                assert re.search(r"# noqa: [A-Z]+[0-9]+|# type: ignore\[[a-z-]+\]", line), f"{name}:{number} mutes without a code"
    assert len(muted) <= MOST_MUTED, f"{len(muted)} muted lines: the number may only fall"


VAGUE = re.compile(r"(?:Manager|Handler|Processor|Helper|Util|Misc|Common|Base|Info|Service)$")
BANNED = re.compile(r"(?:manager|handler|processor|helper|utils?|misc|common|base|info|service)", re.IGNORECASE)
LATER = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|\b[Ff]or now\b|\bplaceholder\b|\|\| true")


def test_names_say_what_a_thing_does():
    for name, tree in trees().items():
        assert not [part for part in name.removesuffix(".py").split("/") if BANNED.fullmatch(part)], name
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                assert not VAGUE.search(node.name), (name, node.name)


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".toml", ".yaml"])
def test_nothing_is_left_for_later(suffix):
    for file in sorted(PACKAGE.rglob(f"*{suffix}")):
        found = [line for line in file.read_text("utf-8").splitlines() if LATER.search(line)]
        assert not found, (file.relative_to(ROOT), found[:3])


def test_nothing_is_done_at_import():
    """A module's own lines define: they open, read, start and register nothing but the commands."""
    may = {"cli/app.py": {"command", "add_typer"}, "cli/begin.py": {"command"}, "__main__.py": {"main"}, "publish/verify_bundle.py": set()}
    for name, tree in trees().items():
        for statement in tree.body:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                called = statement.value.func
                while isinstance(called, ast.Call):
                    called = called.func
                assert getattr(called, "attr", getattr(called, "id", "")) in may.get(name, set()), (name, statement.lineno)
            assert not isinstance(statement, (ast.With, ast.While)), (name, statement.lineno)
