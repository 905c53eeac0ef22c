"""Nothing that identifies a protected person leaves: the gate over values, then over every written byte.

terms    the list of protected words            fold      text as it is compared
forms    the forms under which somebody hides   search    all forms of everybody at once
people   a person: words, dates, whereabouts    context   what tells only together; quotes: sentences, slightly changed
words    a word: orders, digests, encodings     han       readings and signs; alphabets: Uyghur, Cyrillic, Arabic
layers   what a file says once it is opened     wrappings escapes, entities, tags, base64; pdf, opening: the same of PDFs, and the limits
pictures all but pixels; exif: where taken      tapes     tar archives, git objects; fonts: whole ones alone
cleaned  which files were clean before          manner    the digest of what looks; pattern: one form to look for
names    names that nobody has decided on       lexicon   words by which they are found
reading  what of a record people would read     private   what is internal emptied, private names replaced; blind: and their hashes
metadata what a whole document says beside      requests  what on a page would call somebody
redact   pages as pixels with boxes over them   scrub     pictures made anew from pixels; pixels, painting: how; hidden: cells of workbooks
cells    tables without small cells             worlds    how what is withheld is chosen; coarse: months and units; perpetrator: rows
gate     clear and inspect: the one maker of a Release
checks   the pages of D001, D003, D004 and D006
"""
