"""A wrong claim can be traced: every field that is set has a reason, and what a word list decided names its language, file and entry."""

from __future__ import annotations

import re

import pytest

from witnessmark.extract.find import find
from witnessmark.records.claims import Draft, Kind, Modality
from witnessmark.records.texts import Text

ENTRY = re.compile(r"[a-z]{2}/[a-z]+\.yaml: \S")
CONTENT = """Harbour Watch says that the ministry of Norland runs 12 police stations in Lisbon. Five of them are said to be closed.

The embassy denied that the offices were police stations. There would be three in Porto, Harbour Watch suspects.

In May 2022 officers threatened 20 exiles in Faro. The government will close the offices on 1 September 2023.

According to the group, two offices were opened: one in Porto and one in Braga.
"""


def drafts(content: str, language: str = "en") -> list[Draft]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2023-06-14", language=language)
    return list(find(text))


@pytest.mark.parametrize("draft", drafts(CONTENT), ids=lambda d: f"{d.content.kind.value}-{d.content.anchor.start}")
def test_every_field_that_is_set_has_its_reason(draft: Draft) -> None:
    c = draft.content
    reasons = {name for name, _ in draft.because}
    if c.kind is Kind.COUNT:
        assert {"value", "unit"} <= reasons
    else:
        assert c.kind.value in reasons
    for name, held in (("said_by", c.said_by), ("place", c.place), ("time", c.time), ("modality", c.modality is not Modality.ASSERTED)):
        assert not held or name in reasons, (name, draft.because)


def test_reasons_from_word_lists_name_language_file_and_entry() -> None:
    found = [why for draft in drafts(CONTENT) for _, why in draft.because if ".yaml" in why]
    assert len(found) > 20
    assert all(ENTRY.search(why) for why in found), [why for why in found if not ENTRY.search(why)]


def test_a_number_a_unit_and_a_speaker_lead_to_their_lines() -> None:
    first = next(d for d in drafts(CONTENT) if d.content.kind is Kind.COUNT)
    because = dict(first.because)
    assert because["value"] == "en/numbers.yaml: 12"
    assert because["unit"] == "en/units.yaml: stations"
    assert because["said_by"].startswith("en/speech.yaml: say")


@pytest.mark.parametrize(
    ("language", "words", "rule"),
    [
        ("en", "In May 2022 officers threatened 20 exiles in Faro.", "en/times.yaml: "),
        ("es", "En mayo de 2022 los agentes amenazaron a 20 exiliados.", "es/times.yaml: "),
        ("zh", "2022年5月，警察威胁了20名流亡者。", "zh/times.yaml: "),
    ],
)
def test_a_time_leads_to_the_line_that_read_it(language: str, words: str, rule: str) -> None:
    (count,) = [d for d in drafts(words, language) if d.content.kind is Kind.COUNT]
    assert count.content.time is not None
    assert dict(count.because)["time"].startswith(rule)
