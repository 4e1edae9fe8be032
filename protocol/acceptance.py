"""Intake's signed word that a part is safely kept: SPEC 12.

It names the part alone, no time: sending the same part twice brings the same bytes back.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from protocol.directory import DeviceRole, TrustedDirectory
from protocol.encoding import Hash, Message, Purpose, Signature
from protocol.errors import BadSignature
from protocol.primitives import SignKey, same, sign, verify


class Acceptance(Message):
    BOUND: ClassVar[int] = 256

    type: Literal["leeward/v1/acceptance"] = "leeward/v1/acceptance"
    part: Hash
    signature: Signature


def accept(part_id: bytes, key: SignKey) -> Acceptance:
    """Only to be called once the part is durable."""
    return Acceptance(part=part_id, signature=sign(key, Purpose.ACCEPTANCE, part_id))


def check_acceptance(acceptance: Acceptance, part_id: bytes, directory: TrustedDirectory) -> None:
    """Return only if the directory's intake accepted exactly this part; else raise BadSignature."""
    if not same(acceptance.part, part_id):
        raise BadSignature
    verify(directory.device_key(DeviceRole.INTAKE), Purpose.ACCEPTANCE, part_id, acceptance.signature)
