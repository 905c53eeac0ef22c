"""Our own faults and the world's unreachability: one small tree, each with its exit status.

What is wrong with the evidence is never raised; it is a Finding.
"""

from __future__ import annotations


class WitnessmarkError(Exception):
    """The base of every fault that crosses a room's door; its text says what happened, where, and what to do."""

    status = 4


class Misused(WitnessmarkError):
    """The call, a file that a person wrote, or a setting cannot be used as it is."""

    status = 2


class Refused(WitnessmarkError):
    """A house rule, a role or a policy forbids it."""

    status = 3


class Damaged(WitnessmarkError):
    """Stored bytes, the ledger or a bundle are not what they were."""

    status = 4


class Unreachable(WitnessmarkError):
    """A page, an authority or an endpoint could not be reached."""

    status = 5
