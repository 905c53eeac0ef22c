"""Reads numbers of many languages out of word lists: signs with a place value (Chinese), and words that add up (Romance, German)."""
