"""P001: one changed byte in any document, text or layout is found and named."""

import random
from dataclasses import dataclass, field

from witnessmark.preserve.checks import check_bytes
from witnessmark.preserve.keep import keep
from witnessmark.preserve.store import Store
from witnessmark.records.codec import encode
from witnessmark.records.documents import Capture, Document, How, Reading, State
from witnessmark.records.entries import Entry, Written
from witnessmark.records.findings import Verdict


@dataclass
class _View:
    """As much of a view as the rule looks at."""

    store: Store
    held: list[Document] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def documents(self):
        return iter(self.held)

    def document(self, sha256):
        return next((d for d in self.held if d.sha256 == sha256), None)

    def content(self, sha256):
        return self.store.raw(sha256)

    def entries(self):
        for seq, reading in enumerate(self.readings):
            entry = Entry(seq=seq, id=f"{seq:032x}", type="document-read", at="", prev="", actor="", payload="")
            yield Written(entry=entry, by=None, payload=encode(reading), salt=None)
        erased = Entry(seq=99, id="f" * 32, type="document-read", at="", prev="", actor="", payload="")
        yield Written(entry=erased, by=None, payload=None, salt=None)


def _case(tmp_path):
    store = Store(tmp_path)
    view = _View(store)
    for number in range(6):
        content = b"document %d " % number * 50
        receipt = keep(Capture(content=content, name="a", how=How.FILE, came_from="a"), store=store, tool="t")
        old = _reading(receipt.document, store, f"old text {number}", "1")
        new = _reading(receipt.document, store, f"new text {number}", "2")
        view.readings += [old, new]
        view.held.append(Document(sha256=receipt.document, size=len(content), media="text/plain", receipts=(), reading=new))
    return store, view


def _reading(document, store, text, version):
    return Reading(
        document=document, state=State.READ, reason="", reader="text", reader_version=version,
        text=store.put(text.encode()), layout=store.put(b'{"of":"%s"}' % text.encode()),
    )  # fmt: skip


def test_whole_objects_hold_in_one_finding(tmp_path):
    _, view = _case(tmp_path)
    (finding,) = check_bytes(view)
    assert (finding.code, finding.verdict, finding.facts) == ("P001", Verdict.HOLDS, (("objects", "30"),))


def test_one_flipped_bit_in_any_object_is_found_and_named(tmp_path):
    store, view = _case(tmp_path)
    rng = random.Random(1)
    digests = list(store.digests())
    for _ in range(200):
        digest = rng.choice(digests)
        path = store.path(digest)
        whole = path.read_bytes()
        changed = bytearray(whole)
        changed[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        path.chmod(0o644)
        path.write_bytes(changed)
        (finding,) = check_bytes(view)
        assert finding.verdict is Verdict.FAILS
        assert dict(finding.facts)["recorded"] == digest
        assert digest in finding.message
        path.write_bytes(whole)
    assert [finding.verdict for finding in check_bytes(view)] == [Verdict.HOLDS]


def test_every_damaged_object_has_a_finding_of_its_own(tmp_path):
    store, view = _case(tmp_path)
    gone, cut = view.held[0].sha256, view.held[3].reading.layout
    store.path(gone).unlink()
    store.path(cut).chmod(0o644)
    store.path(cut).write_bytes(b"")
    found = {dict(f.facts)["recorded"]: f for f in check_bytes(view)}
    assert set(found) == {gone, cut}
    assert dict(found[gone].facts)["found"] == "gone"
    assert found[cut].about == (view.held[3].sha256,)
    assert len({finding.id for finding in found.values()}) == 2


def test_a_text_that_an_earlier_reading_named_is_looked_at_too(tmp_path):
    store, view = _case(tmp_path)
    store.path(view.readings[0].text).unlink()
    (finding,) = check_bytes(view)
    assert dict(finding.facts) == {"object": "text", "recorded": view.readings[0].text, "found": "gone"}


def test_an_empty_case_is_not_said_to_hold(tmp_path):
    (finding,) = check_bytes(_View(Store(tmp_path)))
    assert finding.verdict is Verdict.CANNOT_TELL


def test_the_page_of_the_rule_has_every_heading():
    page = check_bytes.__doc__
    assert page.startswith("P001 bytes-changed.")
    for heading in ("Checks", "Why it matters", "Holds", "Fails", "Cannot tell", "Known limits", "What to do"):
        assert f"\n    {heading}\n" in page
