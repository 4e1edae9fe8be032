"""What follows a report: `leeward checkin` and `leeward consent`. SPEC 13.7.

Rules of this file
* Every run looks the same to intake, and to whoever watches the line: directory, notice, one bucket, one post. So does
  one with words that are nobody's, and one in which nothing is said.
* What is read is shown before the vault is told that it was seen. What cannot be shown yet is not said to be.
* Nothing is kept on this machine: the next version of a consent is signed on the one in the mailbox, if it is our own.
"""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from clients.source.changing import Change, holds_at_once, next_terms, next_version, why_not
from clients.source.choices import (
    AUDIENCES,
    CONTACTS,
    PERIODS,
    PLACES,
    AudienceChoice,
    ContactChoice,
    PeriodChoice,
    PlaceChoice,
)
from clients.source.cli import (
    Language,
    Newest,
    Proxy,
    ReceiptFile,
    Roots,
    Url,
    fetched_directory,
    open_door,
    screen,
    secret_text,
    working,
)
from clients.source.errors import NotWhatTheVaultLeft
from clients.source.mailbox import AS_NOW, OnePart, Seen, everything, in_words, look, news
from clients.source.reporting import read_receipt
from clients.to_intake import MAILBOX_BUCKETS, Intake, IntakeRefused
from protocol.consent import WIDENING_DAYS, ClaimedConsent, Profile
from protocol.directory import TrustedDirectory
from protocol.errors import BadSignature, Malformed
from protocol.ids import PartKind, date_of, day_of
from protocol.mailbox import Bucket, MailboxNotice, SignedMailboxNotice, bucket_name, check_bucket, check_notice
from protocol.post import Post, seal_post

TRIES = 3
"""A publication may come out between notice and bucket."""

Index = Annotated[int, typer.Option(help="Which report of these words: 0 is the first.", min=0)]
About = Annotated[
    PartKind, typer.Option(help="The report itself, or the name and number sent with it. Leave hours between the two.")
]
All = Annotated[bool, typer.Option("--all", help="Say all that is known of it, also where nothing is new.")]
Keep = Annotated[bool, typer.Option("--keep", help="Leave an answer that you have read, to read it again.")]
LetGo = Annotated[bool, typer.Option("--let-go", help="Let an answer go that cannot be shown.")]


def checkin(  # noqa: PLR0917
    intake: Url,
    roots: Roots,
    receipt: ReceiptFile = None,
    language: Language = "en",
    index: Index = 0,
    about: About = PartKind.TESTIMONY,
    all_: All = False,
    keep: Keep = False,
    let_go: LetGo = False,
    proxy: Proxy = None,
    newest: Newest = None,
) -> None:
    """See whether somebody answered you, and what your consent needs. Wrong words look like right ones without news."""
    door = open_door(intake, proxy)
    directory = fetched_directory(door, roots, newest)
    part, today = _part(receipt, language, about, index), day_of(time.time())
    seen = _fetch(door, directory, part)
    for line in (*(everything(seen, today) if all_ else ()), *news(seen, today)):
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    stays = seen is not None and seen.unknown_desk and not let_go
    _post(door, directory, seen, keep=keep or stays)
    screen.print("Checked in. If nothing stands above, nothing is new.")


def consent(  # noqa: PLR0917
    intake: Url,
    roots: Roots,
    receipt: ReceiptFile = None,
    language: Language = "en",
    index: Index = 0,
    about: About = PartKind.TESTIMONY,
    profile: Annotated[Profile | None, typer.Option(help="Begin from one of the four first choices.")] = None,
    contact: Annotated[ContactChoice | None, typer.Option(help="Whether somebody may answer you.")] = None,
    place: Annotated[PlaceChoice | None, typer.Option(help="The finest place that may be named.")] = None,
    period: Annotated[PeriodChoice | None, typer.Option(help="The finest time that may be named.")] = None,
    audience: Annotated[AudienceChoice | None, typer.Option(help="The widest circle that may read.")] = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="Stop a wider consent that has not taken effect.")] = False,
    renew: Annotated[bool, typer.Option("--renew", help="The same again, for twelve months from today.")] = False,
    proxy: Proxy = None,
    newest: Newest = None,
) -> None:
    """Change what may be done with a report. Less holds at once; more after seven days, in which you can cancel it."""
    chosen = {
        "contact": CONTACTS[contact] if contact else None,
        "place": PLACES[place] if place else None,
        "period": PERIODS[period] if period else None,
        "audience": AUDIENCES[audience] if audience else None,
    }
    options = {name: value for name, value in chosen.items() if value is not None}
    change = Change(profile, options, cancel, renew)
    change.check()
    door = open_door(intake, proxy)
    directory = fetched_directory(door, roots, newest)
    part = _part(receipt, language, about, index)
    seen = _fetch(door, directory, part)
    said, version = _changed(seen, change, part)
    _post(door, directory, seen, version, keep=True)
    sys.stdout.write(f"{said}\n")


def _part(receipt: Path | None, language: str, about: PartKind, index: int) -> OnePart:
    words = read_receipt(secret_text(receipt or Path("-"), "Your twelve words, or digits: "), language)
    return OnePart.of(words, about, index)


def _changed(seen: Seen | None, change: Change, part: OnePart) -> tuple[str, ClaimedConsent | None]:
    """What to say, and the version to send; none where nothing can be changed."""
    reason = why_not(seen, change)
    if seen is None or reason is not None:
        return f"Nothing was changed. {reason}", None
    today = day_of(time.time())
    terms = next_terms(seen, change, today)
    said = [f"Sent: {in_words(terms)}."]
    if holds_at_once(seen, terms):
        said.append("It holds as soon as the vault has collected it.")
    else:
        said.append(
            "What is less holds as soon as the vault has collected it; what is more takes effect after "
            f"{WIDENING_DAYS} days, not before {date_of(today + WIDENING_DAYS)}."
        )
        said.append(f"To stop it until then: leeward consent --cancel {AS_NOW}")
    # Two changes of one version are no chain, and the vault keeps one; nor can it be seen here what it held back.
    said.append(
        f"This changes version {seen.consent.version}, given {date_of(seen.consent.given)}. "
        "If you have changed it since, one of the two does not count."
    )
    said.append("To see which holds, a day from now: leeward checkin --all")
    return "\n".join(said), next_version(seen, terms, part, today)


def _fetch(door: Intake, directory: TrustedDirectory, part: OnePart) -> Seen | None:
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


def _post(
    door: Intake,
    directory: TrustedDirectory,
    seen: Seen | None,
    version: ClaimedConsent | None = None,
    *,
    keep: bool,
) -> None:
    """Always one: a dummy where there is nothing to say."""
    read = (seen.reply_name,) if seen and seen.reply_name and not keep else ()
    post = Post(consents=(version,) if version else (), seen=read)
    sealed = seal_post(post, directory.contents.vault_seal_key)
    with working("Sending …") as turn:
        door.send_post(sealed, secrets.randbelow(MAILBOX_BUCKETS), directory, turn)


COMMANDS = (checkin, consent)
"""What `leeward` takes into its own command line, beside those of cli.py."""
