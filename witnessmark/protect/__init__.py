"""Nothing that identifies a protected person leaves: the gate over values, then over every written byte.

terms    the list of protected words            fold      text as it is compared
forms    the forms under which a word hides     search    all forms of all words at once
layers   what a file says once it is opened     wrappings escapes, entities, tags, base64; pdf, opening: the same of PDFs, and the limits
names    names that nobody has decided on       lexicon   words by which they are found
reading  what of a record people would read     private   what is internal emptied, private names replaced; blind: and their hashes
metadata what a whole document says beside      requests  what on a page would call somebody
gate     clear and inspect: the one maker of a Release
checks   the pages of D001, D003, D004 and D006
"""
