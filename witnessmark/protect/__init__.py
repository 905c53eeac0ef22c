"""Nothing that identifies a protected person leaves: the gate over values, then over every written byte.

terms   protected words and the forms under which they could hide       layers  what a file says once every wrapping is opened
names   names in what would leave that nobody has decided on            gate    clear and inspect: the one maker of a Release
checks  the pages of D001, D003, D004 and D006
"""
