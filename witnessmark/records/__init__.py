"""The nouns: frozen, typed values without any I/O. Rooms share them and never import one another.

canonical  canonical JSON and digests          codec      records to JSON values and back
documents  captures, receipts, readings        texts      frozen text, anchors
claims     drafts and claims                   decisions  what people decided
places     gazetteer places                    entries    the ledger's entries
containers what bytes are a container
findings   rules, verdicts, runs               view       what a rule may look at
assembly   what could be published             fields     who may see which field
faults     our exceptions and exit statuses
"""
