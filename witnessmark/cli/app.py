"""The table of commands."""

from __future__ import annotations

import typer

from witnessmark.cli import begin, check, claims, consent, decide, demo, gather, keys, look, release, seal

app = typer.Typer(
    name="witnessmark", no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="A compiler for investigations: documents in; quoted claims, checks with codes, and a record that a stranger verifies out.",
)

app.command("demo")(demo.demo)
app.command("init")(begin.init)
app.command("collect")(gather.collect)
app.command("import")(gather.import_)
app.command("read")(gather.read)
for _name, _doc in decide.VERBS.items():
    app.command(_name)(decide.verb(_name, _doc))
app.command("check")(check.check)
app.command("explain")(check.explain)
app.command("trace")(look.trace)
app.command("publish")(release.publish)
app.command("verify")(release.verify)
app.command("claims")(claims.claims)
app.command("checkpoint")(release.checkpoint)
app.add_typer(begin.person_app, name="person")
app.add_typer(keys.key_app, name="key")
app.command("seal")(seal.seal)
app.command("seal-claims")(seal.seal_claims)
app.command("unseal")(seal.unseal)
app.command("reseal")(seal.reseal)
app.command("drill")(seal.drill)
app.command("erase")(seal.erase)
app.command("consent")(consent.consent)
app.command("inspect")(release.inspect)
app.command("rebuild")(look.rebuild)
app.command("doctor")(look.doctor)
