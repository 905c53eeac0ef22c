"""Every file that the specification of age says must be refused is refused, and none that it allows (vectors of our own, one fault each)."""

import pytest

from tests.vault import making as m
from witnessmark.records.faults import Damaged, Refused
from witnessmark.vault import hybrid
from witnessmark.vault.age import unseal, unseal_with_passphrase
from witnessmark.vault.bech32 import write_bech32
from witnessmark.vault.keys import HYBRID, X25519, Identity

ME = Identity(X25519, m.SECRET)
LATTICE = Identity(HYBRID, m.SECRET)
GOOD = m.x25519()
PHRASE = m.scrypt()
FULL = m.b64(bytes(48))
"""64 columns of base64."""
LOW_ORDER = bytes(32)


def mixed(argument_count=1, *, share=None, body=None, sort=b"mlkem768x25519", secret=m.SECRET, key=m.FILE_KEY):
    """A hybrid stanza: HPKE by the library, written here."""
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

    public = hybrid.public_of(secret)
    pair = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:1184]), X25519PublicKey.from_public_bytes(public[1184:]),
    )
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    sealed = suite.encrypt(key, pair, b"age-encryption.org/mlkem768x25519")
    enc, wrapped = sealed[:1120], sealed[1120:]
    arguments = [m.b64(enc) if share is None else share(enc)] * argument_count
    return m.stanza([sort, *arguments], m.b64(wrapped) if body is None else body(wrapped))


ALLOWED = {
    "one recipient": lambda: m.whole(GOOD),
    "an empty file": lambda: m.whole(GOOD, content=b""),
    "exactly one chunk": lambda: m.whole(GOOD, content=bytes(65536)),
    "one chunk and a byte": lambda: m.whole(GOOD, content=bytes(65537)),
    "two whole chunks": lambda: m.whole(GOOD, content=bytes(131072)),
    "a recipient of an unknown kind is passed over": lambda: m.whole(m.stanza([b"example.com/new", b"x"], b"QUJD"), GOOD),
    "an unknown kind with an empty body": lambda: m.whole(m.stanza([b"grease"], b""), GOOD),
    "an unknown kind with a body of whole lines": lambda: m.whole(m.stanza([b"other"], FULL), GOOD),
    "the kind in other letters is another kind": lambda: m.whole(m.x25519(sort=b"x25519"), GOOD),
    "somebody else's recipient first": lambda: m.whole(m.x25519(secret=m.EPHEMERAL[::-1]), GOOD),
    "armour": lambda: m.armored(m.whole(GOOD)),
    "armour with CRLF": lambda: m.armored(m.whole(GOOD), eol=b"\r\n"),
    "armour with blanks around": lambda: b" \n\t" + m.armored(m.whole(GOOD)) + b"\n \n",
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_the_specification_allows_is_opened(name):
    made = ALLOWED[name]()
    assert unseal(made, [ME]) in (b"testimony", b"", bytes(65536), bytes(65537), bytes(131072))


def test_a_passphrase_opens_its_file():
    assert unseal_with_passphrase(m.whole(PHRASE), m.PHRASE) == b"testimony"


def test_a_hybrid_file_made_by_hand_opens():
    assert unseal(m.whole(mixed()), [LATTICE]) == b"testimony"


def test_a_hybrid_stanza_beside_unknown_ones_opens():
    assert unseal(m.whole(m.stanza([b"x-grease", b"abc"], b""), mixed()), [ME, LATTICE]) == b"testimony"


BROKEN = {
    # The header.
    "nothing": lambda: b"",
    "another version": lambda: m.whole(GOOD, first=b"age-encryption.org/v2\n"),
    "a version line with CRLF": lambda: m.whole(GOOD, first=b"age-encryption.org/v1\r\n"),
    "something before": lambda: b"\n" + m.whole(GOOD),
    "CRLF in the header": lambda: m.header(GOOD).replace(b"\n", b"\r\n") + m.payload(),
    "no recipient": m.whole,
    "a recipient's line that begins otherwise": lambda: m.whole(b"-- " + GOOD[3:]),
    "no blank after the arrow": lambda: m.whole(b"->" + GOOD[3:]),
    "two blanks after the arrow": lambda: m.whole(b"->  " + GOOD[3:]),
    "a blank at the end of the arguments": lambda: m.whole(GOOD.replace(b"\n", b" \n", 1)),
    "an empty argument in an unknown kind": lambda: m.whole(m.stanza([b"other", b"", b"x"], b""), GOOD),
    "a sign that is not visible ASCII in an argument": lambda: m.whole(m.stanza([b"other", "é".encode()], b""), GOOD),
    "a control sign in an argument": lambda: m.whole(m.stanza([b"other", b"a\x01"], b""), GOOD),
    "an unknown kind without any body line": lambda: m.whole(b"-> other x\n" + GOOD),
    "a body whose last line is full": lambda: m.whole(b"-> other\n" + FULL + b"\n", GOOD),
    "a body with a line that is too long": lambda: m.whole(b"-> other\n" + FULL + b"AA\n\n", GOOD),
    "a body of several short lines": lambda: m.whole(b"-> other\nAAAA\nAAAA\n", GOOD),
    "padding in a body": lambda: m.whole(b"-> other\nQUI=\n", GOOD),
    "a body in letters that base64 does not have": lambda: m.whole(b"-> other\nQU-_\n", GOOD),
    "a body that is written another way": lambda: m.whole(b"-> other\n" + m.loose(b"QUI") + b"\n", GOOD),
    "a blank in a body": lambda: m.whole(b"-> other\nQU JD\n", GOOD),
    # The MAC.
    "no MAC": lambda: m.header(GOOD, end=lambda _: b"\n") + m.payload(),
    "no MAC at all and the file ends": lambda: m.header(GOOD, end=lambda _: b""),
    "a MAC without its blank": lambda: m.header(GOOD, end=lambda mac: m.b64(mac) + b"\n") + m.payload(),
    "a MAC with two blanks": lambda: m.header(GOOD, end=lambda mac: b"  " + m.b64(mac) + b"\n") + m.payload(),
    "a blank after the MAC": lambda: m.header(GOOD, end=lambda mac: b" " + m.b64(mac) + b" \n") + m.payload(),
    "a MAC that is cut short": lambda: m.header(GOOD, end=lambda mac: b" " + m.b64(mac[:31]) + b"\n") + m.payload(),
    "a MAC that is too long": lambda: m.header(GOOD, end=lambda mac: b" " + m.b64(mac + b"x") + b"\n") + m.payload(),
    "padding in the MAC": lambda: m.header(GOOD, end=lambda mac: b" " + m.b64(mac) + b"=\n") + m.payload(),
    "a MAC that is written another way": lambda: m.header(GOOD, end=lambda mac: b" " + m.loose(m.b64(mac)) + b"\n") + m.payload(),
    "a MAC of another header": lambda: m.header(GOOD, end=lambda mac: b" " + m.b64(bytes([mac[0] ^ 1]) + mac[1:]) + b"\n") + m.payload(),
    "a recipient that was added afterwards": lambda: m.whole(GOOD).replace(b"\n---", b"\n-> other\n\n---"),
    # X25519.
    "an X25519 recipient without its share": lambda: m.whole(m.x25519(arguments=[])),
    "an X25519 recipient with one argument more": lambda: m.whole(m.x25519(arguments=[m.b64(m.raw_public(m.EPHEMERAL)), b"x"])),
    "a share that is too short": lambda: m.whole(m.x25519(share=m.raw_public(m.EPHEMERAL)[:31])),
    "a share that is too long": lambda: m.whole(m.x25519(share=m.raw_public(m.EPHEMERAL) + b"\0")),
    "a share with padding": lambda: m.whole(m.x25519(arguments=[m.b64(m.raw_public(m.EPHEMERAL)) + b"="])),
    "a share that is written another way": lambda: m.whole(m.x25519(arguments=[m.loose(m.b64(m.raw_public(m.EPHEMERAL)))])),
    "a share of low order": lambda: m.whole(m.x25519(share=LOW_ORDER)),
    "a file key of 32 bytes": lambda: m.whole(m.x25519(bytes(32))),
    "an X25519 body that is too short": lambda: m.whole(m.x25519(body=m.b64(bytes(31)))),
    "an X25519 body of no bytes": lambda: m.whole(m.x25519(body=b"")),
    "an X25519 body that is written another way": lambda: m.whole(m.x25519(body=m.loose(m.b64(bytes(32))))),
    "another share in front of the good one": lambda: m.whole(m.x25519(arguments=[b"AAAA"]), GOOD),
    # A passphrase.
    "a passphrase beside a key": lambda: m.whole(PHRASE, GOOD),
    "a key beside a passphrase": lambda: m.whole(GOOD, PHRASE),
    "two passphrases": lambda: m.whole(PHRASE, PHRASE),
    "a passphrase beside an unknown kind": lambda: m.whole(PHRASE, m.stanza([b"other"], b"")),
    "a passphrase with one argument more": lambda: m.whole(m.scrypt(arguments=[m.b64(m.SALT), b"10", b"x"])),
    "a passphrase without salt": lambda: m.whole(m.scrypt(arguments=[b"10"])),
    "a passphrase without work factor": lambda: m.whole(m.scrypt(arguments=[m.b64(m.SALT)])),
    "a salt that is too short": lambda: m.whole(m.scrypt(salt=m.SALT[:15])),
    "a salt that is too long": lambda: m.whole(m.scrypt(salt=m.SALT + b"x")),
    "a salt that is written another way": lambda: m.whole(m.scrypt(arguments=[m.loose(m.b64(m.SALT)), b"10"])),
    "a work factor of 23": lambda: m.whole(m.scrypt(work=b"23")),
    "a work factor that would never end": lambda: m.whole(m.scrypt(work=b"18446744073709551616")),
    "a work factor of nothing": lambda: m.whole(m.scrypt(work=b"0")),
    "a work factor below nothing": lambda: m.whole(m.scrypt(work=b"-10")),
    "a work factor with a plus": lambda: m.whole(m.scrypt(work=b"+10")),
    "a work factor with a nought before": lambda: m.whole(m.scrypt(work=b"010")),
    "a work factor in sixteens": lambda: m.whole(m.scrypt(work=b"0xa")),
    "a work factor with a letter before": lambda: m.whole(m.scrypt(work=b"x10")),
    "a work factor with a letter after": lambda: m.whole(m.scrypt(work=b"10x")),
    "another work factor than the body's": lambda: m.whole(m.scrypt(work=b"11")),
    "a passphrase with a body that is too long": lambda: m.whole(m.scrypt(body=m.b64(bytes(48)))),
    "a passphrase whose body was changed": lambda: m.whole(m.scrypt(body=m.b64(bytes(32)))),
    # The hybrid kind.
    "a hybrid recipient without its share": lambda: m.whole(mixed(0)),
    "a hybrid recipient with one argument more": lambda: m.whole(mixed(2)),
    "a hybrid share that is too short": lambda: m.whole(mixed(share=lambda enc: m.b64(enc[:-1]))),
    "a hybrid share that is too long": lambda: m.whole(mixed(share=lambda enc: m.b64(enc + b"x"))),
    "a hybrid share that is written another way": lambda: m.whole(mixed(share=lambda enc: m.loose(m.b64(enc)))),
    "a hybrid share whose lattice part was changed": lambda: m.whole(mixed(share=lambda enc: m.b64(bytes([enc[0] ^ 1]) + enc[1:]))),
    "a hybrid share whose curve part was changed": lambda: m.whole(mixed(share=lambda enc: m.b64(enc[:-1] + bytes([enc[-1] ^ 1])))),
    "a hybrid share of low order": lambda: m.whole(mixed(share=lambda enc: m.b64(enc[:1088] + LOW_ORDER))),
    "a hybrid body that is too short": lambda: m.whole(mixed(body=lambda wrapped: m.b64(wrapped[:-1]))),
    "a hybrid body that was changed": lambda: m.whole(mixed(body=lambda wrapped: m.b64(bytes([wrapped[0] ^ 1]) + wrapped[1:]))),
    "a hybrid body that is written another way": lambda: m.whole(mixed(body=lambda wrapped: m.loose(m.b64(wrapped)))),
    "a hybrid file key of 32 bytes": lambda: m.whole(mixed(key=bytes(32))),
    # The payload.
    "no payload": lambda: m.header(GOOD),
    "half a nonce": lambda: m.header(GOOD) + m.NONCE[:8],
    "a nonce and nothing": lambda: m.header(GOOD) + m.NONCE,
    "a chunk shorter than its tag": lambda: m.header(GOOD) + m.payload()[:28],
    "a payload that is cut off": lambda: m.header(GOOD) + m.payload()[:-1],
    "a payload with a byte more": lambda: m.whole(GOOD) + b"x",
    "a payload that was changed": lambda: m.whole(GOOD)[:-1] + bytes([m.whole(GOOD)[-1] ^ 1]),
    "a payload under another key": lambda: m.header(GOOD) + m.payload(key=m.OTHER_KEY),
    "another nonce": lambda: m.header(GOOD) + b"x" * 16 + m.payload()[16:],
    "no final chunk": lambda: m.header(GOOD) + m.payload(last=False),
    "no final chunk at the end of a whole one": lambda: m.header(GOOD) + m.payload(bytes(65536), last=False),
    "an empty final chunk": lambda: m.header(GOOD) + m.payload(bytes(65536), empty_end=True),
    "the last chunk is lost": lambda: m.header(GOOD) + m.payload(bytes(70000))[: 16 + 65552],
    "two chunks in the other order": lambda: m.header(GOOD) + (p := m.payload(bytes(140000)))[:16] + p[65568:131120] + p[16:65568] + p[131120:],
    "chunks of another size": lambda: m.header(GOOD) + m.payload(bytes(3000), chunk=1000),
    # Armour.
    "armour that ends otherwise": lambda: m.armored(m.whole(GOOD), end=b"-----END AGE FILE-----"),
    "armour of another sort": lambda: m.armored(m.whole(GOOD), begin=b"-----BEGIN AGE MESSAGE-----"),
    "armour in small letters": lambda: m.armored(m.whole(GOOD), begin=b"-----begin age encrypted file-----"),
    "armour without its end": lambda: m.armored(m.whole(GOOD)).rpartition(b"-----END")[0],
    "armour in lines that are too long": lambda: m.armored(m.whole(GOOD), width=76),
    "armour in lines that are too short": lambda: m.armored(m.whole(GOOD), width=60),
    "armour with something before": lambda: b"mail\n" + m.armored(m.whole(GOOD)),
    "armour with something after": lambda: m.armored(m.whole(GOOD)) + b"mail\n",
    "armour with an empty line inside": lambda: m.armored(m.whole(GOOD)).replace(b"FILE-----\n", b"FILE-----\n\n", 1),
    "armour with a header of its own": lambda: m.armored(m.whole(GOOD)).replace(b"FILE-----\n", b"FILE-----\nComment: x\n\n", 1),
    "armour with blanks at the ends of lines": lambda: m.armored(m.whole(GOOD), eol=b" \n"),
    "armour around nothing": lambda: m.armored(b""),
    "armour without its padding": lambda: next(
        said.replace(b"=", b"") for extra in (b"", b"!", b"!!") if b"=" in (said := m.armored(m.whole(GOOD, content=b"testimony" + extra)))
    ),
    "armour in letters that base64 does not have": lambda: m.armored(m.whole(GOOD)).replace(b"Y", b"-", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_must_be_refused_is_refused(name):
    made = BROKEN[name]()
    for opening in (lambda: unseal(made, [ME]), lambda: unseal(made, [LATTICE]), lambda: unseal(made, [ME, LATTICE]),
                    lambda: unseal_with_passphrase(made, m.PHRASE)):
        with pytest.raises((Damaged, Refused)) as fault:
            opening()
        assert "testimony" not in str(fault.value)


def test_a_share_written_loosely_is_the_same_bytes_so_the_refusal_is_ours():
    """The vectors are sharp: a lenient reader would open this file."""
    import base64

    encoded = m.b64(m.raw_public(m.EPHEMERAL))
    assert base64.b64decode(m.loose(encoded) + b"=") == base64.b64decode(encoded + b"=")


def test_a_file_for_somebody_else_says_so_and_no_more():
    with pytest.raises(Refused, match="none of these keys"):
        unseal(m.whole(GOOD), [Identity(X25519, bytes(range(32)))])


def test_a_public_key_is_written_as_others_write_it():
    assert write_bech32("age", m.raw_public(m.SECRET)) == ME.recipient.words
