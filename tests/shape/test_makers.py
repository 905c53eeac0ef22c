"""What vouches for something has one maker: nobody else calls its constructor, by whatever name."""

import ast

import pytest

from tests.shape.code import functions, trees

ONLY = {
    "Receipt": {"preserve/keep.py:_receipt"},
    "Anchor": {"records/texts.py:Text.anchor"},
    "Draft": {"extract/claims/drafts.py:draft", "extract/claims/han/drafts.py:draft", "consult/offers.py:held"},
    "Claim": {"ledger/view.py:LedgerView._claim", "review/accept.py:accepted"},
    "Document": {"ledger/view.py:LedgerView.document"},
    "Run": {"weigh/run.py:run"},
    "Assembly": {"analyse/assemble.py:assemble"},
    "Release": {"protect/gate.py:clear"},
}
"""Each type with the one function that makes it; a claim has a second, for what a person accepted further up in the same file; a
draft has one for languages with spaces, one for Chinese, and one for the finders of a user, whose words were looked for in the text.

`records/codec.py` makes what it decodes; what may be decoded stands below."""

NEVER_DECODED = ("Assembly", "Release")
"""Nothing that comes out of bytes is one of these: they are made of a view, in this process."""

ELSEWHERE = {("Document", "extract/readers/docx.py"), ("Run", "extract/readers/pdf_page.py")}
"""Names that mean something else there: python-docx has a Document, a page of a PDF has runs of letters."""


def makers(name, tree):
    """Yield (type, function) of every call that makes one of the types: by its name, an alias, or as a module's attribute."""
    aliases = {kind: kind for kind in ONLY}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            aliases |= {alias.asname: alias.name for alias in node.names if alias.asname and alias.name in ONLY}
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in ONLY:
            aliases |= {target.id: node.value.id for target in node.targets if isinstance(target, ast.Name)}
    for function, body in [*functions(tree), ("", tree)]:
        inner = {id(node) for _, other in functions(ast.Module(body=body.body, type_ignores=[])) for node in ast.walk(other)}
        for node in ast.walk(body):
            if not isinstance(node, ast.Call) or id(node) in inner:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            kind = called if isinstance(node.func, ast.Attribute) and called in ONLY else aliases.get(called)
            first = node.args[0] if node.args else None
            said = first.attr if isinstance(first, ast.Attribute) else getattr(first, "id", "")
            if kind and (kind, name) not in ELSEWHERE:
                yield kind, f"{name}:{function}"
            if called in ("decode", "__new__") and aliases.get(said) in NEVER_DECODED:
                yield aliases[said], f"{name}:{function}"


def test_each_type_that_vouches_has_one_maker():
    found = {kind: set() for kind in ONLY}
    for name, tree in trees().items():
        for kind, function in makers(name, tree):
            found[kind].add(function)
    assert found == ONLY


FROM = "from witnessmark.records.assembly import Release"
FORGERIES = {
    "by its name": f"{FROM}\n\ndef write(a):\n    return Release(assembly=a, cleared='')\n",
    "by an alias": f"{FROM} as R\n\ndef write(a):\n    return R(assembly=a, cleared='')\n",
    "through the module": "from witnessmark.records import assembly\n\ndef write(a):\n    return assembly.Release(cleared='')\n",
    "under another name": f"{FROM}\nmake = Release\n\ndef write(a):\n    return make(assembly=a, cleared='')\n",
    "out of bytes": f"{FROM}\n\ndef write(a):\n    return decode(Release, a)\n",
    "without its constructor": f"{FROM}\n\ndef write(a):\n    return object.__new__(Release)\n",
    "late": f"def write(a):\n    {FROM}\n    def inner():\n        return Release(assembly=a)\n    return inner()\n",
    "at import": f"{FROM}\nONE = Release(assembly=None, cleared='')\n",
}


@pytest.mark.parametrize("how", FORGERIES)
def test_a_forged_release_is_seen(how):
    assert [kind for kind, _ in makers("publish/site/write.py", ast.parse(FORGERIES[how]))] == ["Release"]


def test_a_forged_anchor_and_receipt_are_seen():
    forged = "def find(text):\n    return Anchor(document='', text='', start=0, end=1, quote='x', prefix='', suffix='')\n"
    assert list(makers("extract/find.py", ast.parse(forged))) == [("Anchor", "extract/find.py:find")]
    assert list(makers("walk/gather.py", ast.parse("x = documents.Receipt(document='')"))) == [("Receipt", "walk/gather.py:")]
