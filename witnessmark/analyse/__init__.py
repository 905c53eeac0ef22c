"""Counts what was accepted: the registry summed up, the claimed totals held against it, and what could be published.

Takes claims, never drafts; knows no text and no bytes beyond what it passes on.
"""
