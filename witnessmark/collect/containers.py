"""Opens containers, and the containers in them: what comes out are captures that name their parent by its digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from witnessmark.collect.limits import Account, Limits, OverLimit
from witnessmark.collect.mails import in_mail, in_mailbox
from witnessmark.collect.warcs import in_warc
from witnessmark.collect.zips import in_wacz, in_zip
from witnessmark.records.canonical import sha256
from witnessmark.records.containers import MAIL, MBOX, WACZ, WARC, ZIP, container_of
from witnessmark.records.documents import Capture, LeftOut

Opener = Callable[[Capture, str, Account], Iterator[Capture | LeftOut]]


def members(capture: Capture, *, limits: Limits) -> Iterator[Capture | LeftOut]:
    """Yield what a container holds, and what the containers in it hold; nothing for any other capture.

    A member comes before its own members. Never raises for what the container holds.
    """
    yield from _open(capture, 1, Account(limits, len(capture.content)))


def _opener(capture: Capture) -> Opener | None:
    openers: dict[str, Opener] = {ZIP: in_zip, WACZ: in_wacz, WARC: in_warc, MAIL: in_mail, MBOX: in_mailbox}
    return openers.get(container_of(capture.content, capture.name) or "")


def _open(capture: Capture, depth: int, account: Account) -> Iterator[Capture | LeftOut]:
    opener = _opener(capture)
    if opener is None:
        return
    digest = sha256(capture.content)
    if depth > account.limits.depth:
        # A message is a document of its own, whole without its attachments: only real layers are worth a word.
        if opener is not in_mail or _has_members(capture, account):
            yield LeftOut(
                name=capture.name,
                why=f"a container inside {account.limits.depth} others: it is kept, but not opened. Collect it by itself to open it.",
                parent=digest,
            )
        return
    try:
        for found in opener(capture, digest, account):
            if isinstance(found, Capture):
                account.came_out(len(found.content))
            yield found
            if isinstance(found, Capture):
                # A mailbox is no layer: its messages are opened as if they had been given one by one.
                yield from _open(found, depth if opener is in_mailbox else depth + 1, account)
    except OverLimit as limit:
        if limit.whole and depth > 1:
            raise
        yield LeftOut(name=capture.name, why=str(limit), parent=digest)


def _has_members(capture: Capture, account: Account) -> bool:
    return next(in_mail(capture, "", Account(account.limits, len(capture.content))), None) is not None
