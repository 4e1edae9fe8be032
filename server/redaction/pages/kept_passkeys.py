"""The passkeys of a desk's person: public halves, in one file beside the drafts.

Sealed as drafts are, so that the file tells nobody which authenticator there is; and signed with the desk's own key,
since anybody can seal to its public one. Whoever can delete the file can bring in a passkey of their own, with a link:
they sit at the desk's machine, with the console's key, as its person does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.encoding import Day, Message, Purpose, Signature
from protocol.errors import ProtocolError
from protocol.primitives import SealKey, SignKey, open_box, seal_box, sign, verify
from server.durable_file import write_durably
from server.pages.passkeys import Asserted, Passkey, PasskeyRefused, check_assertion
from server.redaction.pages.errors import LastPasskey, PasskeysUnreadable, TooManyPasskeys
from server.redaction.world import World

MOST_PASSKEYS = 8
_NAME = "passkeys.box"
_CONTEXT = b"leeward/v1/desk-passkeys"


class KeptPasskey(Message):
    credential: Annotated[bytes, Field(min_length=1, max_length=1024)]
    public_key: Annotated[bytes, Field(min_length=1, max_length=2048)]
    """COSE, as the authenticator wrote it."""
    sign_count: Annotated[int, Field(ge=0, le=2**32 - 1)]
    added: Day

    def passkey(self) -> Passkey:
        return Passkey(self.credential, self.public_key, self.sign_count)


class KeptPasskeys(Message):
    BOUND: ClassVar[int] = 32 * 1024

    type: Literal["leeward/v1/desk-passkeys"] = "leeward/v1/desk-passkeys"
    passkeys: Annotated[tuple[KeptPasskey, ...], Field(max_length=MOST_PASSKEYS)]


class SignedPasskeys(Message):
    BOUND: ClassVar[int] = 40 * 1024

    body: Annotated[bytes, Field(max_length=KeptPasskeys.BOUND)]
    signature: Signature


def passkeys_of(world: World) -> tuple[KeptPasskey, ...]:
    """None where nobody brought one in. Raises PasskeysUnreadable."""
    return read_passkeys(world.folder, world.sign_key, world.seal_key)


def read_passkeys(folder: Path, sign_key: SignKey, seal_key: SealKey) -> tuple[KeptPasskey, ...]:
    """The same, for whoever has the desk's keys and runs no desk. Raises PasskeysUnreadable."""
    try:
        sealed = (folder / _NAME).read_bytes()
    except FileNotFoundError:
        return ()
    try:
        signed = SignedPasskeys.from_bytes(open_box(seal_key, Purpose.PASSKEY_BOX, _CONTEXT, sealed))
        verify(sign_key.public, Purpose.DESK_PASSKEYS, signed.body, signed.signature)
        return KeptPasskeys.from_bytes(signed.body).passkeys
    except ProtocolError:
        raise PasskeysUnreadable from None


def keep_first(world: World, passkey: Passkey) -> None:
    """The first one of this desk. Raises PasskeyRefused where there is one already: a link brings in no second."""
    if passkeys_of(world):
        raise PasskeyRefused
    _keep(world, (_kept(passkey, world.today),))


def keep_another(world: World, passkey: Passkey) -> None:
    """Beside those that there are. Raises PasskeyRefused, TooManyPasskeys or PasskeysUnreadable."""
    kept = passkeys_of(world)
    if not kept or any(one.credential == passkey.credential for one in kept):
        raise PasskeyRefused
    if len(kept) >= MOST_PASSKEYS:
        raise TooManyPasskeys
    _keep(world, (*kept, _kept(passkey, world.today)))


def remove(world: World, credential: bytes) -> None:
    """Raises LastPasskey for the only one, or PasskeysUnreadable. One that is gone already is gone."""
    left = tuple(one for one in passkeys_of(world) if one.credential != credential)
    if not left:
        raise LastPasskey
    _keep(world, left)


def use(world: World, asserted: Asserted, challenge: bytes) -> None:
    """Believe an assertion by one of the kept, and keep its count. Raises PasskeyRefused, PasskeysUnreadable."""
    kept = {one.credential: one for one in passkeys_of(world)}
    if (found := kept.get(asserted.credential)) is None:
        raise PasskeyRefused
    count = check_assertion(world.page_origin, asserted, challenge, found.passkey())
    kept[found.credential] = found.model_copy(update={"sign_count": count})
    _keep(world, tuple(kept.values()))


def remove_all(folder: Path) -> bool:
    """Also where they cannot be read; whether there was anything. The next link brings in a new passkey."""
    path = folder / _NAME
    was_there = path.exists()
    path.unlink(missing_ok=True)
    return was_there


def _kept(passkey: Passkey, day: int) -> KeptPasskey:
    return KeptPasskey(
        credential=passkey.credential, public_key=passkey.public_key, sign_count=passkey.sign_count, added=day
    )


def _keep(world: World, passkeys: tuple[KeptPasskey, ...]) -> None:
    body = KeptPasskeys(passkeys=passkeys).to_bytes()
    signed = SignedPasskeys(body=body, signature=sign(world.sign_key, Purpose.DESK_PASSKEYS, body))
    sealed = seal_box(world.seal_key.public, Purpose.PASSKEY_BOX, _CONTEXT, signed.to_bytes(), world.random)
    path = _path(world)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(path, sealed)


def _path(world: World) -> Path:
    return world.folder / _NAME
