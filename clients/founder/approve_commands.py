"""`leeward policy approve`: an administrator's signature on a policy that somebody else wrote. SPEC 17.

A proposal comes as the bytes that are signed, from the policy zone's pages or from hand to hand. What is in them is
said here, from those bytes alone, before anything is signed: no page is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clients.durable_file import write_durably
from clients.founder.errors import NotUsable
from clients.founder.policy import read_signed
from clients.founder.shown_policy import plain
from clients.key_file import PersonKeys, open_keys, typed_passphrase
from protocol.errors import ProtocolError
from protocol.policy import AdministratorSignature, PolicyBundle, SignedPolicy, policy_hash, sign_policy
from protocol.policy_changes import changes, loosens


def policy_approve(
    file: Annotated[Path, typer.Argument(help="The proposal, as the pages hand it out.", exists=True)],
    key: Annotated[Path, typer.Option(help="An administrator's key file.", exists=True)],
    in_force: Annotated[
        Path | None, typer.Option(help="The signed policy in force: what changes is said first.", exists=True)
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Also write the policy here, with this signature beside.")] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(help="Read the passphrase from this file.", exists=True)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
) -> None:
    """Sign a draft or a proposal: say what is in the file, ask, and print the signature.

    The signature is 128 signs, to be brought to the page of the proposal. With --out the policy is written too, to be
    signed by another administrator, or put where the policy zone takes it.
    """
    claimed = read_signed(file)
    for line in _told(claimed, None if in_force is None else read_signed(in_force)):
        typer.echo(line)
    if not yes:
        typer.confirm("Sign this?", abort=True)
    made = _sign(claimed, open_keys(key, typed_passphrase(passphrase_file)))
    if out is not None:
        others = [one for one in claimed.signatures if one.administrator != made.administrator]
        signatures = tuple(sorted((*others, made), key=lambda one: one.administrator))
        write_durably(out, SignedPolicy(bundle=claimed.bundle, signatures=signatures).to_bytes())
    typer.echo(f"Signature of {made.administrator}: {made.signature.hex()}")


def _sign(claimed: SignedPolicy, keys: PersonKeys) -> AdministratorSignature:
    """Over the very bytes that came. Raises NotUsable."""
    return sign_policy(_bundle(claimed), keys.name, keys.sign_key)


def _bundle(claimed: SignedPolicy) -> PolicyBundle:
    try:
        return PolicyBundle.from_bytes(claimed.bundle)
    except ProtocolError:
        raise NotUsable("There is no policy in this file.") from None


def _told(claimed: SignedPolicy, known: SignedPolicy | None) -> Iterator[str]:
    bundle = _bundle(claimed)
    signers = ", ".join(one.administrator for one in claimed.signatures) or "nobody"
    yield f"Policy {bundle.version}, {policy_hash(claimed).hex()}. Said to be signed by: {signers}."
    if known is None:
        yield "What it changes is said with --in-force; all that is in it, by: leeward policy show"
        return
    if bundle.previous != policy_hash(known):
        yield "It was NOT made from that policy: every zone that has that one in force refuses it."
    # Without Cedar nobody can say here whether a text that changed lets anybody do more: it loosens.
    found = changes(_bundle(known), bundle)
    yield from (plain(f"{one.direction:<12}{one.words}") for one in found)
    yield "It loosens something." if loosens(found) else "Nothing loosens."
