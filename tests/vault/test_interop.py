"""Sealed files are age files: Debian's `age` and the library for browsers open ours, and we open theirs."""

import json
import os
import subprocess
import zlib

import pytest

from witnessmark.records.canonical import sha256
from witnessmark.records.faults import Damaged, Refused
from witnessmark.vault.age import seal, seal_with_passphrase, unseal, unseal_with_passphrase
from witnessmark.vault.keys import HYBRID, X25519, new_identity, read_identity

SIZES = (0, 1, 65535, 65536, 65537, 200_000)
PHRASE = "seven words that nobody guesses at all"

SCRIPT = """
import {Encrypter, Decrypter, generateIdentity, generateHybridIdentity, identityToRecipient} from 'age-encryption'
import {readFileSync} from 'node:fs'
const asked = JSON.parse(readFileSync(0))
const bytes = (said) => Uint8Array.from(Buffer.from(said, 'base64'))
const said = (made) => Buffer.from(made).toString('base64')
const answers = []
for (const one of asked) {
  if (one.make) {
    answers.push(one.make === 'hybrid' ? await generateHybridIdentity() : await generateIdentity())
  } else if (one.seal !== undefined) {
    const to = new Encrypter()
    if (one.phrase) { to.setScryptWorkFactor(12); to.setPassphrase(one.phrase) }
    for (const key of one.to ?? []) to.addRecipient(key)
    answers.push(said(await to.encrypt(bytes(one.seal))))
  } else if (one.open !== undefined) {
    const by = new Decrypter()
    if (one.phrase) by.addPassphrase(one.phrase)
    if (one.key) by.addIdentity(one.key)
    answers.push(said(await by.decrypt(bytes(one.open), 'uint8array')))
  } else {
    answers.push(await identityToRecipient(one.recipient))
  }
}
console.log(JSON.stringify(answers))
"""


def age(*arguments, content=b""):
    return subprocess.run(["age", *arguments], input=content, capture_output=True, check=True, timeout=60).stdout


def browser(tmp_path, asked):
    """Ask the library for browsers, in one process."""
    script = tmp_path / "asked.mjs"
    script.write_text(SCRIPT, "utf-8")
    modules = tmp_path / "node_modules"
    if not modules.exists():
        modules.symlink_to(os.environ["WITNESSMARK_TYPAGE"])
    done = subprocess.run(["node", str(script)], input=json.dumps(asked).encode(), capture_output=True, check=True, timeout=120)
    return json.loads(done.stdout)


def b64(content):
    import base64

    return base64.b64encode(content).decode()


def raw(said):
    import base64

    return base64.b64decode(said)


@pytest.mark.parametrize("size", SIZES)
def test_debians_age_opens_ours_with_each_recipient_key(needs, tmp_path, size):
    needs("age")
    one, two, content = new_identity(), new_identity(), os.urandom(size)
    sealed = seal(content, [one.recipient, two.recipient])
    for identity in (one, two):
        key = tmp_path / f"{identity.recipient.fingerprint}.key"
        key.write_text(identity.written() + "\n", "ascii")
        assert age("-d", "-i", str(key), content=sealed) == content


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("armour", [(), ("-a",)])
def test_we_open_what_debians_age_sealed(needs, size, armour):
    needs("age")
    one, two, content = new_identity(), new_identity(), os.urandom(size)
    sealed = age(*armour, "-r", one.recipient.words, "-r", two.recipient.words, content=content)
    assert unseal(sealed, [one]) == unseal(sealed, [two]) == content


def test_a_key_that_age_keygen_made_is_read(needs):
    needs("age-keygen")
    made = subprocess.run(["age-keygen"], capture_output=True, check=True, text=True, timeout=60)
    public = next(line.split()[-1] for line in made.stdout.splitlines() if line.startswith("# public key"))
    assert read_identity(made.stdout.splitlines()[-1]).recipient.words == public


@pytest.mark.parametrize("sort", [X25519, HYBRID])
def test_the_browser_library_opens_ours_with_each_recipient_key(needs, tmp_path, sort):
    needs("node", "typage")
    people, contents = [new_identity(sort=sort) for _ in range(3)], [os.urandom(size) for size in SIZES]
    sealed = [seal(content, [person.recipient for person in people]) for content in contents]
    asked = [{"open": b64(one), "key": person.written()} for one in sealed for person in people]
    assert [raw(said) for said in browser(tmp_path, asked)] == [content for content in contents for _ in people]


@pytest.mark.parametrize("sort", [X25519, HYBRID])
def test_we_open_what_the_browser_library_sealed(needs, tmp_path, sort):
    needs("node", "typage")
    people, contents = [new_identity(sort=sort) for _ in range(3)], [os.urandom(size) for size in SIZES]
    asked = [{"seal": b64(content), "to": [person.recipient.words for person in people]} for content in contents]
    for content, said in zip(contents, browser(tmp_path, asked), strict=True):
        assert all(unseal(raw(said), [person]) == content for person in people)


def test_keys_that_the_browser_library_made_are_read_and_give_the_same_public_key(needs, tmp_path):
    needs("node", "typage")
    made = browser(tmp_path, [{"make": "hybrid"}, {"make": "x25519"}])
    public = browser(tmp_path, [{"recipient": key} for key in made])
    assert [read_identity(key).recipient.words for key in made] == public


def test_a_passphrase_works_both_ways_with_the_browser_library(needs, tmp_path):
    needs("node", "typage")
    ours = seal_with_passphrase(b"words", PHRASE)
    theirs, opened = browser(tmp_path, [{"seal": b64(b"words"), "phrase": PHRASE}, {"open": b64(ours), "phrase": PHRASE}])
    assert unseal_with_passphrase(raw(theirs), PHRASE) == raw(opened) == b"words"


VECTORS = """
import {createRequire} from 'node:module'
const vectors = createRequire(import.meta.url)('cctv-age')
console.log(JSON.stringify(Object.entries(vectors).map(([name, one]) => [name, Buffer.from(one).toString('base64')])))
"""


def read_vector(content):
    """What is expected, keys and passphrase, and the file itself, of one vector of the community's test suite."""
    head, _, body = content.partition(b"\n\n")
    said = {}
    for line in head.decode().splitlines():
        key, _, value = line.partition(": ")
        said.setdefault(key, []).append(value)
    return said, zlib.decompress(body) if "compressed" in said else body


def test_the_communitys_own_vectors_are_opened_and_refused_as_they_say(needs, tmp_path):
    """All vectors of C2SP/CCTV: none opened that must be refused, none refused that must be opened."""
    needs("node", "cctv")
    script = tmp_path / "vectors.mjs"
    script.write_text(VECTORS, "utf-8")
    (tmp_path / "node_modules").symlink_to(os.environ["WITNESSMARK_TYPAGE"])
    done = subprocess.run(["node", str(script)], capture_output=True, check=True, timeout=60)
    vectors, wrong = json.loads(done.stdout), []
    for name, content in vectors:
        said, file = read_vector(raw(content))
        keys, phrase = [read_identity(key) for key in said.get("identity", ())], said.get("passphrase", ["no passphrase"])[0]
        try:
            opened = unseal(file, keys) if keys else unseal_with_passphrase(file, phrase)
        except (Damaged, Refused):
            opened = None
        right = opened is None if said["expect"] != ["success"] else opened is not None and sha256(opened) == said["payload"][0]
        wrong += [] if right else [name]
    assert len(vectors) >= 143
    assert wrong == []
