"""The RFC 6962 tree as pure functions, and the salted tree over a text's blocks from which passages are proved.

Rooms share these because the ledger commits to a text's root and a bundle proves its passages against it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

BLOCK = 40
"""Code points of one block of a text (docs/formats/bundle.md)."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes; of none, the hash of no bytes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    # Pairing from the left and carrying an odd last node up gives the same tree as RFC 6962's split at the largest power of two.
    while len(level) > 1:
        paired = [node_hash(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the audit path of a leaf, nearest sibling first (RFC 6962, section 2.1.1). Raises ValueError where there is no such leaf."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"leaf {index} is not in a tree of {len(leaves)}")
    path, level = [], list(leaves)
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        paired = [node_hash(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
        index //= 2
    return tuple(path)


def root_from_proof(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """Return the root that a leaf and its audit path lead to, or null where the path does not fit the tree's size."""
    node, steps, last = leaf, iter(path), size - 1
    if not 0 <= index < size:
        return None
    while last:
        if index & 1 or index < last:
            step = next(steps, None)
            if step is None:
                return None
            node = node_hash(step, node) if index & 1 else node_hash(node, step)
        index, last = index >> 1, last >> 1
    return node if next(steps, None) is None else None


def tree_salt(seed: bytes, text: str) -> bytes:
    """Return the salt of a text's tree: an HMAC under the case's seed over the text's digest, so it need not be stored."""
    return hmac.new(seed, b"witnessmark/tree/v1\0" + text.encode(), hashlib.sha256).digest()


def block_salt(salt: bytes, index: int) -> bytes:
    """Return the salt of one block, which opens that block alone."""
    return hmac.new(salt, b"block\0" + str(index).encode(), hashlib.sha256).digest()


def text_leaves(content: str, salt: bytes) -> list[bytes]:
    """Return the leaf hashes of a text's blocks of 40 code points."""
    blocks = (content[n : n + BLOCK] for n in range(0, len(content), BLOCK))
    return [leaf_hash(block_salt(salt, index) + block.encode("utf-8")) for index, block in enumerate(blocks)]


def text_root(content: str, salt: bytes) -> str:
    """Return the root of a text's tree, hexadecimal."""
    return root_of(text_leaves(content, salt)).hex()
