"""Makes age files by hand, after the specification (C2SP age.md) and not after the product's code, so that one rule at a time can be broken."""

import base64
import hashlib
import hmac

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FILE_KEY = b"a file key of 16"
OTHER_KEY = b"another file key"
SECRET = hashlib.sha256(b"witness of the test").digest()
EPHEMERAL = hashlib.sha256(b"ephemeral of the test").digest()
SALT = b"salt of 16 bytes"
PHRASE = "a passphrase that is long"
NONCE = b"nonce of sixteen"


def b64(content):
    return base64.b64encode(content).rstrip(b"=")


def derived(key, salt, info):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(key)


def raw_public(secret):
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def x25519(key=FILE_KEY, *, secret=SECRET, share=None, arguments=None, body=None, sort=b"X25519"):
    """One X25519 stanza; what is given breaks it."""
    ephemeral = raw_public(EPHEMERAL)
    public = raw_public(secret)
    shared = X25519PrivateKey.from_private_bytes(EPHEMERAL).exchange(X25519PublicKey.from_public_bytes(public))
    wrap = derived(shared, ephemeral + public, b"age-encryption.org/v1/X25519")
    sealed = ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None)
    return stanza([sort, *(arguments if arguments is not None else [b64(share or ephemeral)])], b64(sealed) if body is None else body)


def scrypt(key=FILE_KEY, *, work=b"10", salt=SALT, arguments=None, body=None, sort=b"scrypt", power=None):
    number = power if power is not None else 10
    wrap = Scrypt(b"age-encryption.org/v1/scrypt" + salt, 32, 2**number, 8, 1).derive(PHRASE.encode())
    sealed = ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None)
    return stanza([sort, *(arguments if arguments is not None else [b64(salt), work])], b64(sealed) if body is None else body)


def stanza(arguments, body):
    rows = [body[at : at + 64] for at in range(0, len(body), 64)] or [b""]
    if len(rows[-1]) == 64:
        rows.append(b"")
    return b"-> " + b" ".join(arguments) + b"\n" + b"\n".join(rows) + b"\n"


def header(*stanzas, first=b"age-encryption.org/v1\n", key=FILE_KEY, end=None):
    head = first + b"".join(stanzas) + b"---"
    mac = hmac.digest(derived(key, b"", b"header"), head, "sha256")
    return head + (b" " + b64(mac) + b"\n" if end is None else end(mac))


def payload(content=b"testimony", *, key=FILE_KEY, nonce=NONCE, chunk=65536, last=True, empty_end=False):
    cipher = ChaCha20Poly1305(derived(key, nonce, b"payload"))
    pieces = [content[at : at + chunk] for at in range(0, len(content), chunk)] or [b""]
    if empty_end:
        pieces.append(b"")
    out = [nonce]
    for number, piece in enumerate(pieces):
        final = last and number == len(pieces) - 1
        out.append(cipher.encrypt(number.to_bytes(11, "big") + (b"\1" if final else b"\0"), piece, None))
    return b"".join(out)


def whole(*stanzas, content=b"testimony", **how):
    return header(*stanzas, **how) + payload(content)


def armored(binary, *, width=64, begin=b"-----BEGIN AGE ENCRYPTED FILE-----", end=b"-----END AGE ENCRYPTED FILE-----", eol=b"\n"):
    said = base64.b64encode(binary)
    rows = [said[at : at + width] for at in range(0, len(said), width)]
    return eol.join([begin, *rows, end]) + eol


def loose(encoded):
    """The same base64 with its unused bits set: another way to write the same bytes, which must be refused."""
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    assert len(encoded) % 4
    return encoded[:-1] + letters[letters.index(encoded[-1:]) + 1 :][:1]
