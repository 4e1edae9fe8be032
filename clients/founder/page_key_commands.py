"""`leeward keys for-page`: an administrator's signing key on its way to the policy zone's pages. SPEC 17.8."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clients.durable_file import write_new
from clients.key_file import FileExists, open_keys, typed_passphrase
from protocol.carried_keys import CarriedSigner, seal_carried
from protocol.primitives import Randomness, system_random


def keys_for_page(
    file: Annotated[Path, typer.Argument(help="The file to write, for example on a stick.")],
    key: Annotated[Path, typer.Option(help="An administrator's key file.", exists=True)],
    passphrase_file: Annotated[
        Path | None, typer.Option(help="Read the passphrase from this file.", exists=True)
    ] = None,
) -> None:
    """Bring an administrator's signing key to the pages: a file, and a code that is shown once."""
    keys = open_keys(key, typed_passphrase(passphrase_file))
    code = carry(file, CarriedSigner(administrator=keys.name, sign_seed=keys.sign_key.seed()))
    typer.echo(f"Open {file.name} in the page of a policy, once, and delete it then.")
    typer.echo(f"Its code, shown only now: {code}")
    typer.echo("Whoever has file and code signs as you: let nobody have both.")


def carry(file: Path, signer: CarriedSigner, random: Randomness = system_random) -> str:
    """Write the file, and return the code: 42 digits in groups of three, kept nowhere. Raises FileExists or OSError."""
    sealed, code = seal_carried(signer, random)
    try:
        write_new(file, sealed.to_bytes())
    except FileExistsError:
        raise FileExists from None
    return code
