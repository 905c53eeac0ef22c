"""Finds the sources of a Chinese sentence: "据X报道", "X的名单上", "从X获悉", "X引述Y称"."""

from __future__ import annotations

from witnessmark.extract.claims.han.clauses import OF, Clause, is_loose, is_noun
from witnessmark.extract.claims.han.frame import Frame
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.owners import owner, speaker
from witnessmark.extract.claims.han.phrases import before, noun_phrase, relative
from witnessmark.extract.claims.han.vocabulary import reason


def source(c: Clause, n: int, memory: Memory) -> Frame | None:
    """Return the frame of "据X报道", "根据X，": the rest of the sentence is theirs."""
    if c.has(n, "speech.by_report"):
        end = n + 1
        while c.has(end, "speech.source_ends"):
            end += 1
        stop = end + 1 if c.sort(end) == "sign" else end
        said = c.sentence.content[c.tokens[n].start + 1 : c.tokens[n].end]
        return Frame(said, (n, end), (stop, len(c.tokens)), "source", reason(c.text(n), "speech"))
    if not c.has(n, "speech.prefixes") or (n > c.part(n)[0] and not is_loose(c, n - 1) and c.sort(n - 1) != "sign"):
        return None
    last = c.part(n)[1]
    end = n + 1
    while end < last and end - n < 16 and not (c.has(end, "speech.source_ends", "speech.says", "speech.states") and end > n + 1):
        end += 1
    quoted = next(c.find(n + 2, min(end + 1, last), "speech.quoting"), None)
    if quoted is not None and c.sort(quoted + 1) != "sign":  # "据某社援引官员的话报道"
        whose = owner(c, (n + 1, _past_times(c, quoted, n + 1)), memory)
        return Frame(whose, (n, quoted), (quoted, len(c.tokens)), "source", reason(c.text(n), "speech")) if whose is not None else None
    inner = (n + 1, _past_times(c, end, n + 1))
    lawful = c.among(*inner, "measure.texts") and not c.among(*inner, "speech.reports", "speech.bodies")
    if lawful and not (c.text(last) in "，," and c.among(end, len(c.tokens), "measure.modal")):
        return None  # "根据刑法第三十八条": by a law, not by its words
    if c.has(n, "speech.short_prefixes") and not lawful and not c.among(*inner, "speech.reports", "speech.bodies"):
        return None  # "按洲分"
    who = owner(c, inner, memory)
    if who is None:
        return None
    while end < last and c.has(end, "speech.source_ends", "speech.says", "speech.states"):
        end += 1
    stop = end
    if c.sort(stop) == "sign" and c.text(stop) in "，,：:":
        stop += 1
    return Frame(who, (n, end), (stop, len(c.tokens)), "source", reason(c.text(n), "speech"))


def _past_times(c: Clause, end: int, first: int) -> int:
    """Return the end of a name without the times and loose words behind it: "某社周三"."""
    while end - 1 > first and (c.sort(end - 1) == "time" or is_loose(c, end - 1)):
        end -= 1
    return end


def in_report(c: Clause, n: int, memory: Memory) -> Frame | None:
    """Return the frame of "X的名单上", "报告中": what follows stands in it."""
    figure = c.has(n + 1, "grammar.being") and c.sort(n + 2) == "number" and c.has(n - 1, OF)
    if not (c.has(n, "speech.reports") and (c.has(n + 1, "grammar.inside") or figure)) or any(k in c.verbs for k in range(c.part(n)[0], n)):
        return None
    first = c.part(n)[0]
    while first < n and (
        c.sort(first) in ("sign", "time")
        or c.has(first, "grammar.conjunctions", "grammar.locatives", "grammar.prepositions", "grammar.adverbs")
    ):
        first += 1
    within = next(
        (k for k in c.find(first + 1, n, "grammar.locatives", "grammar.prepositions") if k not in c.verbs and is_noun(c, k - 1)), None
    )
    who = owner(c, (first, within if within is not None else n + 1), memory)  # "某部门在一份简报中"
    if who is None:
        return None
    if not any(c.has(k, "speech.bodies", "term") or c.sort(k) in ("other", "place") for k in range(first, n)):
        who = memory.list_of or who
    memory.list_of = who
    stop = n + 2 + (c.sort(n + 2) == "sign")
    return Frame(who, (first, n + 2), (stop, len(c.tokens)), "list", reason(c.text(n), "speech"))


def learned(c: Clause, n: int, memory: Memory) -> Frame | None:
    """Return the frame of "记者从县公安局获悉，": whom it is learned from."""
    first = c.part(n)[0]
    mark = next(c.find(first, n, "grammar.out_of"), None) if c.has(n, "speech.learned") else None
    who = noun_phrase(c, mark + 1, n) if mark is not None else None
    whose = owner(c, who, memory) if who is not None else None
    if whose is None or mark is None:
        return None
    return Frame(whose, (first, n + 1), (n + 1 + (c.sort(n + 1) == "sign"), len(c.tokens)), "source", reason(c.text(n), "speech"))


def listing(c: Clause, n: int, memory: Memory) -> Frame | None:
    """Return the frame of "X的报告把它列为据点": the report answers for what it lists."""
    first, last = c.part(n)
    if not c.has(n, "presence.listed"):
        return None
    mark = next((k for k in c.find(first, n, "grammar.disposal")), None)
    who = before(c, mark, first) if mark is not None else None
    if who is None or not c.among(*who, "speech.reports"):
        return None
    whose = owner(c, who, memory)
    return Frame(whose, who, (who[1], last), "list", reason(c.text(n), "presence")) if whose is not None else None


def quoting(c: Clause, n: int, memory: Memory, out: list[Frame]) -> tuple[Frame, ...] | None:
    """Return the frames of "X引述Y称": X, and Y within; Y alone where X has its frame."""
    led = out and out[-1].sort == "source" and out[-1].span[1] == n
    who, _, start = (out[-1].speaker, False, n) if led else speaker(c, n, c.part(n)[0], memory, "says")
    stop = next((k for k in range(n + 1, c.part(n)[1]) if c.has(k, "speech.words_of", "speech.source_ends") and k > n + 1), c.part(n)[1])
    found = noun_phrase(c, n + 1, stop)
    inner = found if found is not None and found[1] >= stop else relative(c, n + 1, stop) or found
    if who is None or inner is None:
        return None
    whose = owner(c, inner, memory)
    end = inner[1]
    while c.has(end, "speech.source_ends", "speech.says", "speech.states", "speech.words_of") or c.has(end, OF):
        end += 1
    if whose is None or (c.has(inner[1] - 1, "measure.texts") and not c.has(inner[1] - 1, "speech.reports")):
        return None  # "援引法令，发出……": by a law, not its words
    stop = end + (c.sort(end) == "sign")
    why, size = reason(c.text(n), "speech"), len(c.tokens)
    within = Frame(whose, (n + 1, end), (stop, size), "source", why)
    return (within,) if led else (Frame(who, (start, n + 1), (n + 1, size), "says", why), within)
