"""Where a custodian's zones are, in `settings.toml`, and the doors to them."""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path

import httpx

from clients.authorities import authorities
from clients.custodian.errors import NotAnAddress, NotConnected
from clients.custodian.to_vault import SECONDS, Doors
from clients.device_auth import DeviceAuth
from clients.durable_file import write_durably
from clients.key_file import PersonKeys


def checked_addresses(vault: str, policy: str, ledger: str, intake: str) -> dict[str, str]:
    """Raises NotAnAddress."""
    addresses = {"vault": vault, "policy": policy, "ledger": ledger, "intake": intake}
    for url in addresses.values():
        try:
            address = httpx.URL(url)
        except (httpx.InvalidURL, TypeError):
            raise NotAnAddress from None
        if address.scheme not in {"http", "https"} or not address.host:
            raise NotAnAddress
    return addresses


def keep_addresses(folder: Path, addresses: dict[str, str]) -> None:
    lines = (f"{name} = {json.dumps(url)}\n" for name, url in addresses.items())
    write_durably(folder / "settings.toml", "".join(lines).encode())


def kept_addresses(folder: Path) -> dict[str, str]:
    """Raises NotConnected or NotAnAddress."""
    try:
        read = tomllib.loads((folder / "settings.toml").read_text())
        return checked_addresses(read["vault"], read["policy"], read["ledger"], read["intake"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError):
        raise NotConnected from None


def doors_to(addresses: dict[str, str], keys: PersonKeys) -> Doors:
    """Connections to all four; close them by leaving them as a context."""
    auth = DeviceAuth(keys.sign_key, keys.sign_key.public.hex(), time.time)
    # The environment names no proxy and no certificate here: whoever sets it would stand between.
    return Doors(
        vault=httpx.Client(
            base_url=addresses["vault"], auth=auth, timeout=SECONDS, trust_env=False, verify=authorities()
        ),
        policy=httpx.Client(
            base_url=addresses["policy"], auth=auth, timeout=SECONDS, trust_env=False, verify=authorities()
        ),
        ledger=httpx.Client(base_url=addresses["ledger"], timeout=SECONDS, trust_env=False, verify=authorities()),
        intake=httpx.Client(base_url=addresses["intake"], timeout=SECONDS, trust_env=False, verify=authorities()),
    )
