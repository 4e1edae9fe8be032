"""Afterwards, when all is quiet: is everything there that was promised, once, and nothing in between two states?

It looks into the databases as their superuser, and opens sealed texts with the keys of a quorum and a desk, which
nobody in the system has together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from clients.source.mailbox import OnePart
from protocol.contents import Testimony
from protocol.ids import PartKind
from protocol.ledger import LedgerEntry, commit
from protocol.primitives import SealKey
from protocol.reply import open_reply
from protocol.sealing import SealedPart, open_part, open_seat
from server.vault.collecting.collection import whole
from tests.chaos import lives
from tests.chaos.books import Books
from tests.chaos.promised import Promised
from tests.chaos.tale import Tale
from tests.chaos.teller import COMPARTMENT
from tests.chaos.town import Town

_LEAVES_EACH_TICK = 8


def faults(town: Town, tale: Tale, books: Books) -> list[str]:
    """Everything that is not as it was promised; empty where all is well."""
    promised = tale.promised
    return [
        *_parts(promised, books),
        *_texts(tale, books),
        *_replies(tale, books),
        *lives.withdrawals(promised, books),
        *lives.openings(promised, books),
        *lives.clearances(promised, books),
        *lives.releases(promised, books),
        *lives.drafts(promised, tale.kept),
        *_policies(promised, books),
        *_log(books),
        *_leftovers(town),
    ]


def _parts(promised: Promised, books: Books) -> Iterable[str]:
    held = [row["id"] for row in books.of("vault", "parts")]
    if lost := promised.parts - set(held):
        yield f"{len(lost)} parts that intake signed for are lost"
    yield from lives.doubled("parts", held)
    if books.of("vault", "shut_parts"):
        yield "parts were shut"
    versions: defaultdict[bytes, dict[int, bytes]] = defaultdict(dict)
    for row in books.of("vault", "consents"):
        versions[row["part"]][row["version"]] = row["claimed"]
    for part in held:
        changes = dict(enumerate(promised.changes.get(part, ()), 2))
        if {number: raw for number, raw in versions[part].items() if number != 1} != changes or 1 not in versions[part]:
            yield "a part has other consents than were given"


def _replies(tale: Tale, books: Books) -> Iterable[str]:
    promised, kept = tale.promised, books.of("vault", "replies")
    for (part, text), tries in promised.replies.items():
        key = OnePart.of(tale.followed[part], PartKind.TESTIMONY, 0)
        boxes = [row["box"] for row in kept if row["part"] == part]
        said = [open_reply(box, key.reply_key, key.key.public, key.kind, tale.ground.directory).text for box in boxes]
        if not 1 <= len(said) <= tries or set(said) != {text}:
            yield f"an answer that was sent {tries} times stands {len(said)} times"
    if promised.seen - {row["id"] for row in kept if row["seen"] is not None}:
        yield "an answer that its source has seen is shown again"


def _texts(tale: Tale, books: Books) -> Iterable[str]:
    said = Counter(_gateway_texts(tale, books))
    for text, tries in tale.promised.texts.items():
        if not 1 <= said[text] <= tries:
            yield f"a text message sent {tries} times stands {said[text]} times"


def _gateway_texts(tale: Tale, books: Books) -> Iterable[str]:
    desk = SealKey(bytes.fromhex(tale.ground.path("keys", "curator-desk", "seal.key").read_text()))
    for row in books.of("vault", "parts"):
        if row["id"] in tale.promised.sent or row["compartment"] != COMPARTMENT:
            continue
        part = whole(row["envelope"], row["payload"])
        yield Testimony.from_bytes(_open(part, tale, desk)).text


def _open(part: SealedPart, tale: Tale, desk: SealKey) -> bytes:
    held = {
        seat: open_seat(keys.seal_key, part.header, part.id(), seat, part.seats[seat - 1])
        for seat, keys in tale.custodians.items()
    }
    return open_part(part, held, desk, 1)


def _policies(promised: Promised, books: Books) -> Iterable[str]:
    held = {row["version"]: row["signed"] for row in books.of("policy", "bundles")}
    for version, raw in promised.policies.items():
        if held.get(version) != raw:
            yield f"policy {version} was handed out and is not in the history"
    if sorted(held) != list(range(min(held), max(held) + 1)):
        yield "the history of policies has a gap"


def _log(books: Books) -> Iterable[str]:
    leaves = sorted((row["index"], row["commitment"]) for row in books.of("ledger", "leaves"))
    if [index for index, _ in leaves] != list(range(len(leaves))):
        yield "the log has a gap"
    if len(leaves) % _LEAVES_EACH_TICK or any(
        row["size"] % _LEAVES_EACH_TICK for row in books.of("ledger", "checkpoints")
    ):
        yield "a tick was done by half"
    if len(books.of("ledger", "checkpoints")) != len(leaves) // _LEAVES_EACH_TICK + 1:
        yield "there is a tick without a checkpoint, or a checkpoint without a tick"
    there = Counter(commitment for _, commitment in leaves)
    for zone, column in (("vault", "commitment"), ("release", "leaf"), ("policy", "leaf")):
        subjects: Counter[tuple[str, bytes]] = Counter()
        for row in books.of(zone, "log_entries"):
            entry = LedgerEntry.from_bytes(row["entry"])
            subjects[entry.kind, entry.subject] += 1
            if row[column] != commit(row["entry"], row["r"]):
                yield f"an entry of {zone} is not what it committed to"
            if there[row[column]] != 1:
                yield f"an entry of {zone} stands {there[row[column]]} times in the log"
        yield from (f"{zone} told the log twice of one {kind}" for (kind, _), n in subjects.items() if n > 1)


def _leftovers(town: Town) -> Iterable[str]:
    for place in ("gateway", "curator-desk", "reviewer-desk", "pinned"):
        folder = town.ground.path(place, "x").parent
        found = {file.suffix for file in folder.rglob("*") if file.suffix in {".new", ".old"}}
        if found:
            yield f"{place} kept what a crash left half done: {', '.join(sorted(found))}"
