"""The store: what came in is kept under its SHA-256, written once, durable before anybody is told so.

store   content-addressed objects      sniff   media type by content
keep    a capture becomes a document   checks  rule P001
"""
