"""The append-only log of a case: entries, payloads that can be erased, and projections that are folded from both.

contract     what every ledger can do            chain        bytes, commitments, chain and tree
fold         entries to projection rows          authority    who may write what
schema, sql  tables, and statements over them    sqlite       the ledger in one file
view         what a rule may look at             checks       rules L001 and L002
opening      selective disclosure of an entry    checkpoint   signed heads; key: the key that signs them
"""
