"""What the vault leaves at intake with a publication, without a vault."""

from __future__ import annotations

from collections.abc import Mapping

from protocol.mailbox import (
    SLOTS,
    Bucket,
    MailboxNotice,
    Slot,
    bucket_name,
    bucket_names,
    empty_slot,
    make_bucket,
    seal_slot,
)
from protocol.primitives import SignKey


def all_buckets(notice: MailboxNotice, slots: Mapping[bytes, Slot], vault: SignKey) -> list[Bucket]:
    """With these slots, by mailbox id, among random ones."""
    return [_bucket(notice, name, slots, vault) for name in bucket_names(notice.depth)]


def _bucket(notice: MailboxNotice, name: bytes, slots: Mapping[bytes, Slot], vault: SignKey) -> Bucket:
    own = [seal_slot(slot, key, notice.number) for key, slot in slots.items() if bucket_name(key, notice.depth) == name]
    return make_bucket(notice, name, [*own, *(empty_slot() for _ in range(SLOTS - len(own)))], vault)
