"""One visit to the mailbox, the same for everyone who watches: notice, one bucket, one post. SPEC 13.7.

Rules of this file
* Every run looks the same to intake, and to whoever watches the line: directory, notice, one bucket, one post. So does
  one with words that are nobody's, and one in which nothing is said.
* Nothing is kept on this machine.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from clients.source.errors import NotWhatTheVaultLeft
from clients.source.mailbox import OnePart, Seen, look
from clients.source.screen import screen, working
from clients.to_intake import MAILBOX_BUCKETS, Intake, IntakeRefused
from protocol.consent import ClaimedConsent
from protocol.directory import TrustedDirectory
from protocol.errors import BadSignature, Malformed
from protocol.ids import date_of, day_of
from protocol.mailbox import Bucket, MailboxNotice, SignedMailboxNotice, bucket_name, check_bucket, check_notice
from protocol.post import Post, seal_post

TRIES = 3
"""A publication may come out between notice and bucket."""


def fetch(door: Intake, directory: TrustedDirectory, part: OnePart) -> Seen | None:
    with working("Fetching your mailbox, among 63 others: 192 KiB, about a minute on a slow line …") as turn:
        bucket = _bucket(door, directory, part, turn)
    if bucket.notice.is_old(time.time()):
        screen.print(f"What follows is of {date_of(day_of(bucket.notice.moment))}. Newer answers may be held back.")
    return look(bucket, part, directory)


def _bucket(door: Intake, directory: TrustedDirectory, part: OnePart, turn: Callable[[], None]) -> Bucket:
    """One bucket, as the vault signed it, of the publication that the notice names.

    Raises NotWhatTheVaultLeft, or IntakeRefused where intake says that it cannot, or has no such bucket.
    """
    wrong: Exception = NotWhatTheVaultLeft()
    for _ in range(TRIES):
        turn()
        notice = _notice(door, directory)
        try:
            bucket = _one(door, directory, bucket_name(part.mailbox, notice.depth))
        except IntakeRefused as refused:
            wrong = refused  # the next publication may be cut otherwise
            continue
        if bucket.notice == notice:
            return bucket
        wrong = NotWhatTheVaultLeft()
    raise wrong


def _notice(door: Intake, directory: TrustedDirectory) -> MailboxNotice:
    try:
        return check_notice(SignedMailboxNotice.from_bytes(door.fetch_notice()), directory)
    except (Malformed, BadSignature):
        raise NotWhatTheVaultLeft from None


def _one(door: Intake, directory: TrustedDirectory, name: bytes) -> Bucket:
    try:
        bucket = Bucket.from_bytes(door.fetch_bucket(name))
        check_bucket(bucket, directory)
    except (Malformed, BadSignature):
        raise NotWhatTheVaultLeft from None
    if bucket.name != name:
        raise NotWhatTheVaultLeft
    return bucket


def post(
    door: Intake,
    directory: TrustedDirectory,
    seen: Seen | None,
    version: ClaimedConsent | None = None,
    *,
    keep: bool,
) -> None:
    """Always one: a dummy where there is nothing to say."""
    read = (seen.reply_name,) if seen and seen.reply_name and not keep else ()
    said = Post(consents=(version,) if version else (), seen=read)
    sealed = seal_post(said, directory.contents.vault_seal_key)
    with working("Sending …") as turn:
        door.send_post(sealed, secrets.randbelow(MAILBOX_BUCKETS), directory, turn)
