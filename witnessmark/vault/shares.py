"""A custodian's key in shares on paper: any two of three give it back, one alone tells nothing.

SLIP-0039, by the library shamir-mnemonic.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from witnessmark.records.faults import Misused
from witnessmark.vault.keys import HYBRID, X25519, Identity

ENOUGH, MADE = 2, 3
_KIND = {X25519: b"\x01", HYBRID: b"\x02"}
"""Written before the key, so that the words alone say of which sort it is; a second byte keeps the length even, as SLIP-0039 wants."""


def split(identity: Identity) -> tuple[str, ...]:
    """Return three lines of words; any two give the key back."""
    from shamir_mnemonic import generate_mnemonics

    made = generate_mnemonics(1, [(ENOUGH, MADE)], _KIND[identity.sort] + b"\0" + identity.seed)
    return tuple(str(words) for words in made[0])


def joined(shares: Sequence[str]) -> Identity:
    """Return the key of two or more shares, also where one of three was copied wrongly. Raises Misused that repeats no word of them."""
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    written = dict.fromkeys(" ".join(words.split()).lower() for words in shares)
    for pair in combinations(written, ENOUGH):
        try:
            whole = combine_mnemonics(pair)
        except (MnemonicError, ValueError, KeyError, IndexError):
            continue
        sort = {kind: sort for sort, kind in _KIND.items()}.get(whole[:1])
        if sort is None or len(whole) != 34 or whole[1:2] != b"\0":
            raise Misused("these shares hold something else than a key of this program")
        return Identity(sort, whole[2:])
    raise Misused(f"these shares give no key back: {ENOUGH} different ones of the same {MADE} are needed, each word as it was written")
