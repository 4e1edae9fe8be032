"""What the vault and intake send one another; and what stands around every message of the protocol on its way.

SPEC 18 lists each door with its type. The other crossings: desk_crossings.py, custodian_crossings.py,
release_crossings.py, ledger_crossings.py.

Nothing here is signed by itself, nor there: whoever sends it signs the HTTP request that carries it (SPEC 18.1), and
what must convince a third party is one of the signed messages inside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from protocol.encoding import Hash, Major, Message, encode, head
from protocol.mailbox import Bucket, BucketName, SignedMailboxNotice
from protocol.sealing import SealedPart

CBOR = "application/cbor"
"""The media type of every message of the protocol."""
WORK_HEADER = "leeward-work"
"""Carries the 8-byte nonce of SPEC 9 in hexadecimal beside what it was made for."""


MOST_LISTED = 20_000
"""Parts, and posts, in one list of what waits."""
Sized = tuple[bytes, int]
"""The id of a part or a post that waits, and how many bytes it has."""


def by_size(waiting: Iterable[Sized], most: int, first: int | None = None) -> Iterator[list[Sized]]:
    """In this order, each list of at most `most` bytes together, or of one part or post; the first list of at most
    `first`."""
    together: list[Sized] = []
    left = most if first is None else first
    for one in waiting:
        if together and one[1] > left:
            yield together
            together, left = [], most
        together.append(one)
        left -= one[1]
    if together:
        yield together


class Listed(Message):
    """What waits, by columns: pairs would take five times as long to read."""

    ids: Annotated[tuple[Hash, ...], Field(max_length=20_000)]
    sizes: Annotated[tuple[Annotated[int, Field(ge=0, le=SealedPart.BOUND)], ...], Field(max_length=20_000)]
    """Of each id, in bytes."""

    @model_validator(mode="after")
    def _has_a_size_for_each(self) -> Self:
        if len(self.ids) != len(self.sizes):
            raise ValueError("as many sizes as ids")
        return self

    @classmethod
    def of(cls, waiting: Collection[Sized]) -> Self:
        ids, sizes = zip(*waiting, strict=True) if waiting else ((), ())
        return cls(ids=ids, sizes=sizes)

    def sized(self) -> list[Sized]:
        return list(zip(self.ids, self.sizes, strict=True))


class Waiting(Message):
    """What waits at intake: all of it, or as much as one answer holds, from a drawn point of the circle of ids on."""

    BOUND: ClassVar[int] = 2 * 1024 * 1024
    ITEMS: ClassVar[int] = 13 + 4 * MOST_LISTED

    parts: Listed
    posts: Listed


class PoolRequest(Message):
    """The vault takes these parts and posts: so many that they fit into one Pool."""

    BOUND: ClassVar[int] = 2 * 1024 * 1024
    ITEMS: ClassVar[int] = 5 + 2 * MOST_LISTED

    parts: Annotated[tuple[Hash, ...], Field(max_length=20_000)]
    posts: Annotated[tuple[Hash, ...], Field(max_length=20_000)]


class Pool(Message):
    """What was asked for, in the order of the asking; what is not here any more is passed over.

    Who does not have all of it in memory writes it piece by piece: `start`, each part behind its `frame`, `turn`, each
    post behind its `frame`.
    """

    BOUND: ClassVar[int] = 48 * 1024 * 1024
    ITEMS: ClassVar[int] = 5 + 2 * MOST_LISTED

    parts: Annotated[tuple[Annotated[bytes, Field(max_length=SealedPart.BOUND)], ...], Field(max_length=20_000)]
    posts: Annotated[tuple[Annotated[bytes, Field(max_length=8192)], ...], Field(max_length=20_000)]

    @staticmethod
    def start(parts: int) -> bytes:
        """How a pool of so many parts begins, whatever they are: so it can be checked before it is read."""
        return head(Major.MAP, 2) + encode("parts") + head(Major.ARRAY, parts)

    @staticmethod
    def turn(posts: int) -> bytes:
        """What stands between the last part and the first of so many posts."""
        return encode("posts") + head(Major.ARRAY, posts)

    @staticmethod
    def frame(size: int) -> bytes:
        """What stands before a part or a post of so many bytes."""
        return head(Major.BYTES, size)

    @classmethod
    def size(cls, parts: Collection[int], posts: Collection[int] = ()) -> int:
        """How many bytes a pool of parts and posts of these sizes, in bytes, has."""
        around = len(cls.start(len(parts)) + cls.turn(len(posts)))
        return around + sum(len(cls.frame(size)) + size for size in (*parts, *posts))


class Collected(Message):
    """These are kept by the vault; intake forgets them. Posts are named by their SHA-256.

    `last` ends the vault's visit: what was forgotten during it leaves intake's files too.
    """

    BOUND: ClassVar[int] = 2 * 1024 * 1024
    ITEMS: ClassVar[int] = 7 + 2 * MOST_LISTED

    parts: Annotated[tuple[Hash, ...], Field(max_length=20_000)]
    posts: Annotated[tuple[Hash, ...], Field(max_length=20_000)]
    last: bool


class NewBucket(Message):
    """A Bucket as its readers will get it, under its name."""

    name: BucketName
    bucket: Annotated[bytes, Field(max_length=Bucket.BOUND)]


PublicationTag = Annotated[bytes, Field(min_length=16, max_length=16)]
"""Drawn for one publication: what was sent under another is not mixed in."""


class NewBuckets(Message):
    """Some buckets of a publication that is not out yet."""

    BOUND: ClassVar[int] = 2 * 1024 * 1024

    publication: PublicationTag
    buckets: Annotated[tuple[NewBucket, ...], Field(min_length=1, max_length=8)]


class NewPublication(Message):
    """All buckets were sent: from now on readers get these, and no others."""

    BOUND: ClassVar[int] = 1024

    publication: PublicationTag
    buckets: Annotated[int, Field(ge=1, le=4096)]
    """How many there are."""
    notice: SignedMailboxNotice


class NewHead(Message):
    """The log's head, co-signed by as many as the directory asks for, as the vault was shown it."""

    BOUND: ClassVar[int] = 9216

    note: Annotated[bytes, Field(max_length=8192)]
