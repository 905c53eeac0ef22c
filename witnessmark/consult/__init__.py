"""Finders that a user adds: a trained pipeline, a language model. Off until a file names them; nothing that they say is believed unread.

settings    the file that names them                offers    what they say, held against the text
pipeline    a spaCy pipeline on this machine        stored    their answers as objects that are kept
endpoint    a model behind an HTTP interface        parts     long texts cut at paragraphs
"""
