"""The checks, one file per family. Each is one function over a view; its docstring is the rule's page."""
