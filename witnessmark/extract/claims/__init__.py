"""Finds the claims of a text: what is claimed, who says so, how surely, where and when.

search     one pass over a text for all of its sentences    mute    sentences whose cues are nouns
reading    a whole text, sentence by sentence      sentences  one sentence: all of the below in order
words      tokens, sentences, paragraphs           cues       one pass over the cue lexicons; forms inflects them
grammar    closed classes of words                 clauses    a sentence with what is known of its words
voices     verbs: active, passive or none at all   phrases    noun phrases and subjects around a cue
speakers   frames of reporting and their chains    saying     what stands around a verb of saying
naming     pronouns and "the group" resolved       carrying   reports that go on in the next sentence
memory     who and what was spoken of before       modality   asserted, hedged, denied, planned
counts     numbers with a noun of their own        lending    numbers that borrow one; units, listing, numbered
events     control, link, act, measure             meaning    whether a cue means what its list says
told       deeds that nouns tell                   statutes   steps of bills and resolutions; bills tells them by form
denials    denials and plain presence              scope      when a claim holds; where says where
counting, doing, placing, wording                  the words of a language around numbers, deeds, places, in bills; wordlists fills them
found      what was found, before it is a draft    drafts     from a finding to an anchored draft
"""
