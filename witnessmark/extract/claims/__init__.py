"""Finds the claims of a text: what is claimed, who says so, how surely, where and when.

reading    a whole text, sentence by sentence      sentences  one sentence: all of the below in order
words      tokens, sentences, paragraphs           cues       one pass over the cue lexicons; forms inflects them
grammar    closed classes of words                 phrases    noun phrases, verb groups and clauses around a cue
speakers   frames of reporting and their chains    carrying   reports that go on in the next sentence
memory     who and what was spoken of before       modality   asserted, hedged, denied, planned
counts     numbers with a noun of their own        lending    numbers that borrow one; units, listing, numbered
events     control, link, act, measure             meaning    whether a cue means what its list says; bills
denials    denials and plain presence              scope      where and when a claim holds
found      what was found, before it is a draft    drafts     from a finding to an anchored draft
"""
