"""Reads the package's code as trees, for tests about its shape."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "witnessmark"


@cache
def trees() -> dict[str, ast.Module]:
    """Every module by its path inside the package."""
    return {file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_text("utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function with its name as people say it: `Class.method`, `outer.inner`."""

    def below(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield prefix + child.name, child
                yield from below(child, f"{prefix}{child.name}.")
            else:
                yield from below(child, f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix)

    yield from below(tree, "")
