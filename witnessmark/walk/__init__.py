"""The way, from the door to the bundle. The only place that knows more than one room; it knows no format and holds no rule.

begin    a case and its people
gather   1, 2  collect and keep          3, 4  read and find
judge    5  a person decides             6  weigh: run the rules
release  7  assemble   8  clear   9  publish   10  inspect, propose, confirm   (11: a stranger verifies)
look     what a case can say of itself: trace, verify, rebuild, doctor
drafts   what finders proposed, in work/      waiting  what waits for a person      claims   files without a case
"""
