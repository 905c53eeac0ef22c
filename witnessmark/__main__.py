"""`python -m witnessmark`: the same as the command."""

from witnessmark.cli import main

main()
