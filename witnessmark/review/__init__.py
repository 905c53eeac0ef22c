"""Turns what people decided, line by line, into the records that become entries. Decides nothing itself; writes nothing.

lines   JSON lines with file and line in every fault
refs    documents, claims, questions, conclusions and persons by what people call them
accept  accept, mend, reject, withdraw and the other forms of `review`
conclude, say   questions and conclusions; answers, grades, replies
sheet   a spreadsheet's rows as claims anchored in their cells
"""
