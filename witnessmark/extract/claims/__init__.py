"""Finds the claims of a text: what is claimed, who says so, how surely, where and when.

words      tokens, sentences, paragraphs          cues       one pass over the cue lexicons
grammar    closed classes of words                 phrases    noun phrases and clauses around a cue
speakers   frames of reporting and their chains    modality   asserted, hedged, denied, planned
counts     numbers that count something            events     control, link, act, measure
denials    denials and plain presence              scope      where and when a claim holds
drafts     from a finding to a draft
"""
