"""witnessmark: a compiler for investigations. Documents go in; checked claims and a record that a stranger can verify come out.

Folders are the way that the data takes: collect, preserve, extract, (a person reviews), weigh, analyse, protect, publish,
with ledger beside them. `walk` alone knows the order; `docs/house.md` is the map.
"""

__version__ = "0.1.0"
