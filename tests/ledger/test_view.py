"""What rules see of a ledger."""

from __future__ import annotations

import tracemalloc

import pytest

from tests.ledger import samples as s
from witnessmark.ledger.sqlite import SqliteLedger
from witnessmark.ledger.view import LedgerView
from witnessmark.records import decisions as d
from witnessmark.records.documents import Disclosure
from witnessmark.records.faults import Damaged, Misused
from witnessmark.records.places import Place
from witnessmark.records.texts import Text
from witnessmark.records.view import Origin

SPAIN = Place(id="cc:ES", name="Spain", kind="country", country="ES", country_name="Spain", continent="Europe")


class OnePlace:
    version = "1"

    def named(self, name):
        return (SPAIN,) if name == "Spain" else ()

    def place(self, ident):
        return SPAIN if ident == "cc:ES" else None


class Parts:
    """The callables that a view is handed, counting how often they were asked."""

    def __init__(self):
        self.origins_asked, self.texts_asked = 0, []

    def text(self, reading):
        self.texts_asked.append(reading.text)
        return Text(
            document=reading.document, reader=reading.reader, reader_version=reading.reader_version, content=f"of {reading.document}"
        )

    def origins(self, view):
        self.origins_asked += 1
        assert next(view.claims()) is not None
        return [Origin(id="o1", name="Example", documents=(s.sha("a"),), held=True, because=())]

    def view(self, ledger, **more):
        return LedgerView(
            ledger, text=self.text, content=lambda sha: sha.encode(), reread=lambda _: None, gazetteer=OnePlace(),
            origins=self.origins, **more,
        )


@pytest.fixture
def ledger(tmp_path):
    made = SqliteLedger(tmp_path / "ledger.sqlite", create=True, random=s.counting())
    made.append(s.opening(), by=s.ANA, at=s.AT)
    yield made
    made.close()


def put(ledger, *items):
    return [written.entry.id for written in ledger.append(items, by=s.ANA, at=s.AT)]


def test_a_view_of_nothing_says_so(tmp_path):
    empty = SqliteLedger(tmp_path / "empty.sqlite", create=True)
    with pytest.raises(Misused, match="witnessmark init"):
        Parts().view(empty)
    empty.close()


def test_a_view_has_the_case_and_the_digest_of_its_evidence(ledger):
    view = Parts().view(ledger)
    assert view.case == s.opening()[0][1]
    assert view.digest == ledger.row("state", "state").body["evidence"]
    put(ledger, s.checked())
    assert Parts().view(ledger).digest == view.digest
    put(ledger, s.receipt())
    assert Parts().view(ledger).digest != view.digest


def test_everything_that_was_decided_comes_out_as_it_went_in(ledger):
    items = s.every_type()
    idents = dict(zip([type_ for type_, _ in items], put(ledger, *items), strict=True))
    record = {type_: value for type_, value in items if type_ not in ("claim-accepted", "question-opened")}
    view = Parts().view(ledger)
    (conclusion,), (reply,), (answer,), (grade,), (site,), (name,) = map(
        list, (view.conclusions(), view.replies(), view.answers(), view.grades(), view.sites(), view.names())
    )
    assert (conclusion.drawn, conclusion.by, conclusion.at) == (record["conclusion-drawn"], s.ANA, s.AT)
    assert conclusion.entry == idents["conclusion-drawn"]
    assert (reply.recorded, answer.given) == (record["reply-recorded"], record["answer-given"])
    assert (grade.graded, site.opened, name.classified) == (record["graded"], record["site-opened"], record["name-classified"])
    ana, ben = view.persons()
    assert (ana.id, ana.name, ana.roles, ana.active) == (s.ANA, "Ana Example", s.ALL_ROLES, True)
    assert (ben.active, ben.roles, ben.history) == (False, (), ((2, (d.Role.REVIEWER,)), (ledger.size() - 1, ())))
    first, second = view.questions()
    assert (first.id, first.merged_into, second.merged_into) == ("q1", "q2", None)
    assert list(view.roots()) == [(2, s.sha("root"))]


def test_claims_are_found_by_id_question_and_text(ledger):
    put(ledger, s.claim("c2", start=50), s.claim("c1", start=4), s.claim("c3", text="text b"))
    put(ledger, s.question("q1"), s.question("q2"), s.question("q3"))
    entry = put(ledger, s.claim("c1", start=4, quote="at least nine"))[0]
    put(ledger, s.moved("c1", "q1"), s.moved("c3", "q3"), s.merged("q1", "q2"), s.merged("q2", "q3"))
    view = Parts().view(ledger)
    assert [claim.id for claim in view.claims()] == ["c1", "c2", "c3"]
    assert [claim.id for claim in view.claims_in(s.sha("text a"))] == ["c1", "c2"]
    claim = view.claim("c1")
    assert (claim.entry, claim.at, claim.content) == (entry, s.AT, s.content(start=4, quote="at least nine"))
    assert claim.version == claim.content.version
    assert claim.question == "q3", "a question that was merged is answered where it goes on"
    assert {claim.id for claim in view.claims_of("q3")} == {"c1", "c3"}
    assert list(view.claims_of("q1")) == []
    assert view.claim("nothing") is None


def test_documents_come_in_the_order_of_first_receipt_with_all_receipts(ledger):
    words = [str(n) for n in range(30)]
    put(ledger, *(s.receipt(word) for word in words), *(s.receipt("7", name=f"again {n}") for n in range(40)))
    put(ledger, s.reading("7"), s.reading("7", version="2", text="newer"), s.disclosure("7"))
    view = Parts().view(ledger)
    assert [document.sha256 for document in view.documents()] == [s.sha(word) for word in words]
    document = view.document(s.sha("7"))
    assert [one.receipt.name for one in document.receipts] == ["page.html", *(f"again {n}" for n in range(40))]
    assert {(one.by, one.at) for one in document.receipts} == {(s.ANA, s.AT)}
    assert (document.size, document.media, document.disclosure) == (1200, "text/html", Disclosure.HASH_ONLY)
    assert (document.reading.reader_version, document.reading.text) == ("2", s.sha("newer"))
    assert view.document(s.sha("8")).disclosure is Disclosure.PASSAGES
    assert view.document(s.sha("never received")) is None


def test_a_text_of_any_reading_is_found_and_kept_at_hand(ledger):
    put(ledger, s.receipt(), s.reading(), s.reading(version="2", text="newer"), s.receipt("b"), s.reading("b"))
    parts = Parts()
    view = parts.view(ledger)
    for _ in range(3):
        assert view.text(s.sha("text a"), s.sha("a")).document == s.sha("a")
        assert view.text(s.sha("text a"), s.sha("b")).document == s.sha("b")
        assert view.text(s.sha("newer")).reader_version == "2"
    assert view.text(s.sha("text a")).document == min(s.sha("a"), s.sha("b"))
    assert len(parts.texts_asked) == 4
    with pytest.raises(Damaged, match="no reading"):
        view.text(s.sha("none"))


def test_a_document_whose_only_receipt_was_erased_is_no_document_any_more(ledger):
    ident, _ = put(ledger, s.receipt(), s.reading())
    ledger.erase(ident, "asked", by=s.ANA, at=s.AT)
    view = Parts().view(ledger)
    assert view.document(s.sha("a")) is None
    assert list(view.documents()) == []
    put(ledger, s.receipt())
    assert view.document(s.sha("a")).reading is not None


def test_origins_are_derived_once_and_a_claim_goes_back_to_one_or_to_none(ledger):
    put(ledger, s.claim("c1"), s.claim("c2", word="b"))
    parts = Parts()
    view = parts.view(ledger)
    assert view.origin_of(view.claim("c1")).id == "o1"
    assert view.origin_of(view.claim("c2")) is None
    assert (len(view.origins()), parts.origins_asked) == (1, 1)
    asked = parts.view(ledger, origin_of=lambda _, origins: origins[0])
    assert asked.origin_of(asked.claim("c2")).id == "o1"


def test_what_the_view_is_handed_it_hands_on(ledger):
    view = Parts().view(ledger)
    assert view.content("ab") == b"ab"
    assert view.places("Spain") == (SPAIN,)
    assert view.place("cc:ES") == SPAIN
    assert view.place("cc:XX") is None
    written = list(view.entries())
    assert [view.leaf(one.entry) for one in written] == list(ledger.leaves())


def test_a_view_over_a_snapshot_does_not_move(ledger):
    put(ledger, s.claim("c1"))
    with ledger.snapshot() as still:
        view = Parts().view(still)
        put(ledger, s.withdrawn("c1"), s.claim("c2"))
        assert [claim.id for claim in view.claims()] == ["c1"]
        assert view.claim("c2") is None
        assert len(list(view.entries())) == 3
    assert [claim.id for claim in Parts().view(ledger).claims()] == ["c2"]


def test_a_view_streams(ledger):
    for start in range(0, 2000, 1000):
        put(ledger, *(s.claim(f"c{start + n}", start=n, quote="nine stations " * 20) for n in range(1000)))
    view = Parts().view(ledger)
    next(view.claims())
    tracemalloc.start()
    try:
        assert sum(1 for _ in view.claims()) == 2000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 1024 * 1024
