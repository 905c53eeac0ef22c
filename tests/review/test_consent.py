"""A consent allows what is written down as yes, on the days and to the receivers that it names, and nothing else."""

import copy
import dataclasses

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.review.consents import RECORD, written
from witnessmark.records.faults import Misused
from witnessmark.records.sealing import Grant, Said, Standing, Use, allows
from witnessmark.review.consent import WANTED, consent_of, promises_benefit, withdrawn

PERSON, ITEM = "0" * 32, "1" * 32


def read(content, **how):
    return consent_of(content, person=PERSON, item=ITEM, **how)


def test_what_is_written_as_yes_is_allowed_on_its_days_and_nothing_else():
    consent = read(written())
    assert allows(consent, Use.AGGREGATE, day="2026-03-01")
    assert allows(consent, Use.AGGREGATE, day="2028-03-01")
    for day in ("2026-02-28", "2028-03-02"):
        assert allows(consent, Use.AGGREGATE, day=day) is None
    assert {use for use in Use if allows(consent, use, day="2027-01-01")} == {Use.AGGREGATE}


def test_a_grant_for_one_receiver_is_none_for_another():
    consent = read(written())
    granted = allows(consent, Use.SHARE_COURT, day="2027-01-01", whom="a court of Spain")
    assert granted
    assert granted.conditional
    assert allows(consent, Use.SHARE_COURT, day="2027-01-01", whom="a court of France") is None
    assert allows(consent, Use.SHARE_COURT, day="2027-01-01") is None


def test_no_record_is_no():
    assert not any(allows(None, use, day="2027-01-01") for use in Use)


@given(
    use=st.sampled_from(Use), said=st.sampled_from(Said), standing=st.sampled_from(Standing), since=st.none() | st.just("2026-01-01"),
    until=st.none() | st.just("2026-12-31"), asked=st.tuples(st.sampled_from(Use), st.dates().map(str), st.sampled_from(["", "x"])),
)
def test_unknown_never_means_yes(use, said, standing, since, until, asked):
    consent = dataclasses.replace(read(written()), standing=standing, grants=(Grant(use=use, said=said, since=since, until=until),))
    wanted, day, whom = asked
    if allows(consent, wanted, day=day, whom=whom):
        assert said is Said.YES
        assert use is wanted
        assert whom == ""
        assert standing in (Standing.ACTIVE, Standing.PARTLY_WITHDRAWN)
        assert (since or day) <= day <= (until or day)


@pytest.mark.parametrize("part", WANTED)
def test_a_record_that_lacks_a_part_is_no_record(part):
    said = copy.deepcopy(RECORD)
    del said[part]
    with pytest.raises(Misused, match=part):
        read(yaml.safe_dump(said).encode())


@pytest.mark.parametrize(("part", "key"), [(part, key) for part, keys in WANTED.items() for key in keys])
def test_a_record_that_lacks_a_word_is_no_record_and_nothing_of_it_is_repeated(part, key):
    said = copy.deepcopy(RECORD)
    said[part][key] = "" if not isinstance(said[part][key], bool) else None
    with pytest.raises(Misused, match=key) as fault:
        read(yaml.safe_dump(said).encode())
    assert "a town in Spain" not in str(fault.value)


@pytest.mark.parametrize(("part", "key"), [
    ("voluntariness", "no_payment"), ("voluntariness", "no_pressure"), ("voluntariness", "may_stop"), ("information_given", "benefits_none_promised"),
])
def test_a_consent_that_was_paid_pressed_or_promised_for_is_none(part, key):
    said = copy.deepcopy(RECORD)
    said[part][key] = False
    with pytest.raises(Misused, match="no consent"):
        read(yaml.safe_dump(said).encode())


@pytest.mark.parametrize("grants", [
    "all", [{"use": "everything", "decision": "yes"}], [{"use": "publish_name"}], [{"use": "publish_name", "decision": "perhaps"}],
    [{"use": "share_court", "decision": "yes"}], [{"use": "research", "decision": "yes", "until": "soon"}],
    [{"use": "research", "decision": "yes", "for": "ever"}],
])
def test_a_grant_that_is_not_clear_is_refused(grants):
    said = copy.deepcopy(RECORD)
    said["grants"] = grants
    with pytest.raises(Misused):
        read(yaml.safe_dump(said).encode())


@pytest.mark.parametrize("content", [b"", b"- a\n", b"\xff\xfe", b"about: [\n", b"a: &x [*x, *x]\n", b"!!python/object/apply:os.system [id]\n"])
def test_what_is_no_record_is_said_so(content):
    with pytest.raises(Misused):
        read(content)


def test_a_ward_has_a_guardian_and_counts_as_a_concern():
    said = copy.deepcopy(RECORD) | {"about": "ward"}
    with pytest.raises(Misused, match="guardian"):
        read(yaml.safe_dump(said).encode())
    consent = read(yaml.safe_dump(said | {"guardian": "an aunt"}).encode())
    assert consent.concern
    assert allows(consent, Use.AGGREGATE, day="2027-01-01") is None
    assert allows(read(yaml.safe_dump(said | {"guardian": "an aunt"}).encode(), seconded_by="ben"), Use.AGGREGATE, day="2027-01-01")


def test_a_withdrawal_takes_one_use_or_all():
    consent = read(written())
    partly = withdrawn(consent, frozenset({Use.AGGREGATE}))
    assert allows(partly, Use.AGGREGATE, day="2027-01-01") is None
    assert allows(partly, Use.SHARE_COURT, day="2027-01-01", whom="a court of Spain")
    wholly = withdrawn(consent, frozenset())
    assert not any(allows(wholly, grant.use, day="2027-01-01", whom=grant.whom) for grant in consent.grants)


def test_words_that_promise_something_are_noticed():
    assert promises_benefit(b"We will help you with papers.")
    assert promises_benefit("一定会帮你".encode())
    assert not promises_benefit(written())
