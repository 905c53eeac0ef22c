"""A language model is asked on this machine alone unless a host is listed, and however it answers, nothing breaks and nothing else is asked."""

import json
import time

import pytest

from tests.consult.rogue import GOOD, WAYS, serving
from tests.consult.test_offers import CONTENT, READERS, text
from witnessmark.consult.endpoint import LARGEST, PART, Endpoint, instructions
from witnessmark.consult.offers import held
from witnessmark.records.faults import Misused, Refused, Unreachable


def endpoint(port, **more):
    return Endpoint(url=f"http://127.0.0.1:{port}/v1", model="small", **{"seconds": 0.5, **more})


def test_a_good_answer_becomes_drafts():
    asked = []
    with serving("good", asked) as port:
        finder = endpoint(port)
        answer = finder.ask(text())
    found = held(text(), answer.offers, finder=finder.name, version=finder.version, readers=READERS)
    assert [draft.content.anchor.quote for draft in found.drafts] == [GOOD["quote"]]
    ((head, body),) = asked
    assert head.startswith(b"POST /v1/chat/completions HTTP/1.1")
    question = json.loads(body)
    assert question["temperature"] == 0
    assert "tools" not in question
    assert question["messages"][0] == {"role": "system", "content": instructions()}
    assert json.loads(question["messages"][1]["content"])["text"] == CONTENT


@pytest.mark.parametrize("way", sorted(set(WAYS) - {"good", "fenced", "nan", "surrogates"}))
def test_a_server_that_misbehaves_costs_a_text_its_answer_and_nothing_else(way):
    begun = time.monotonic()
    with serving(way) as port:
        answer = endpoint(port).ask(text())
    assert answer.offers == ()
    assert len(answer.faults) == 1
    assert time.monotonic() - begun < 2.5
    assert len(answer.output) <= 2 * LARGEST


@pytest.mark.parametrize("way", ["nan", "surrogates", "fenced"])
def test_odd_values_are_offers_that_are_dropped(way):
    with serving(way) as port:
        answer = endpoint(port).ask(text())
    assert answer.faults == ()
    assert held(text(), answer.offers, finder="m", version="1", readers=READERS).drafts == ()


def test_a_long_text_goes_in_parts_and_quotations_find_their_place():
    filler = "\n".join(f"Line {n} of the plain record of nothing in particular." for n in range(400))
    long = text(filler + "\n" + CONTENT)
    asked = []
    with serving("good", asked) as port:
        answer = endpoint(port).ask(long)
    assert len(asked) == -(-len(long.content) // PART) or len(asked) > 3
    found = held(long, answer.offers, finder="m", version="1", readers=READERS)
    assert {draft.content.anchor.quote for draft in found.drafts} == {GOOD["quote"]}


def test_nobody_there_is_unreachable_and_says_where():
    with serving("good") as port:
        pass
    with pytest.raises(Unreachable, match=str(port)):
        endpoint(port).ask(text())


@pytest.mark.parametrize("url", ["http://models.example.org/v1", "https://models.example.org/v1", "http://192.0.2.7:8080/v1", "http://[2001:db8::1]/v1"])
def test_another_host_is_refused_unless_it_is_listed(url):
    with pytest.raises(Refused, match="nowhere else"):
        Endpoint(url=url, model="small")


def test_a_listed_host_needs_https():
    with pytest.raises(Refused):
        Endpoint(url="http://models.example.org/v1", model="small", hosts=frozenset({"models.example.org"}))
    listed = Endpoint(url="https://models.example.org/v1", model="small", hosts=frozenset({"models.example.org"}))
    assert listed.host == "models.example.org"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "http://localhost:1/v1", "http://[::1]:1/v1", "http://127.9.9.9:1/v1"])
def test_loopback_is_this_machine(url):
    assert Endpoint(url=url, model="small").host == ""


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http://a:b@127.0.0.1/", "127.0.0.1:80", "http:///v1", "http://127.0.0.1/v1?key=x"])
def test_what_is_no_address_is_said(url):
    with pytest.raises(Misused):
        Endpoint(url=url, model="small")


def test_a_key_is_sent_and_never_shown():
    asked = []
    with serving("good", asked) as port:
        finder = endpoint(port, key="s3cret-token")
        finder.ask(text())
    assert b"Authorization: Bearer s3cret-token" in asked[0][0]
    assert "s3cret" not in repr(finder)


def test_prompt_model_and_weights_make_the_version():
    one, other = endpoint(1), endpoint(1, weights="ab" * 32)
    assert one.version != other.version
    assert one.prompt == other.prompt
    assert len(one.prompt) == 64
