"""Passkeys: what a browser is asked for, and what is believed of its answer. The ceremonies are webauthn's.

Rules of this file
* User verification always: a finger, a face, a PIN. No attestation: whose make an authenticator is, is nobody's matter.
* A challenge is 32 bytes that were made for one ceremony; whoever calls sees to it that it counts once.
* A sign count that does not rise is refused, but for authenticators that never count.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from protocol.primitives import same
from server.pages.origin import Origin

MOST_RESPONSE = 16 * 1024
"""Characters of what a browser answers with."""
_MILLISECONDS = 120_000
_NAME = "Leeward"
_TROUBLE = (
    WebAuthnException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    EOFError,
    RecursionError,
)
"""webauthn 3.0 lets some of these out where bytes are not what they claim to be."""


class PasskeyRefused(Exception):
    """This passkey was not accepted. Try again, with a device that asks for your finger, face or PIN."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


@dataclass(frozen=True, slots=True)
class Passkey:
    """One that is kept. `public_key`: COSE, as the authenticator wrote it."""

    credential: bytes
    public_key: bytes
    sign_count: int
    handle: bytes = b""
    """Of its account; empty where the browser was told which passkeys to use."""


@dataclass(frozen=True, slots=True)
class Asserted:
    """What a browser says of itself before anything of it is believed."""

    credential: bytes
    text: str


def registration_options(origin: Origin, person: str, handle: bytes, challenge: bytes, known: Collection[bytes]) -> str:
    """What `navigator.credentials.create` is asked, as JSON."""
    options = generate_registration_options(
        rp_id=origin.domain,
        rp_name=_NAME,
        user_name=person,
        user_id=handle,
        challenge=challenge,
        timeout=_MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in sorted(known)],
    )
    return options_to_json(options)


def assertion_options(origin: Origin, challenge: bytes, known: Collection[bytes] = ()) -> str:
    """What `navigator.credentials.get` is asked, as JSON. Without `known`, for any passkey of this place."""
    options = generate_authentication_options(
        rp_id=origin.domain,
        challenge=challenge,
        timeout=_MILLISECONDS,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in sorted(known)],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def check_registration(origin: Origin, response: str, challenge: bytes) -> Passkey:
    """The new passkey. Raises PasskeyRefused."""
    try:
        made = verify_registration_response(
            credential=_bounded(response),
            expected_challenge=challenge,
            expected_rp_id=origin.domain,
            expected_origin=origin.text,
            require_user_verification=True,
        )
    except _TROUBLE:
        raise PasskeyRefused from None
    return Passkey(made.credential_id, made.credential_public_key, made.sign_count)


def read_assertion(response: str) -> Asserted:
    """Which passkey it says it is of. Raises PasskeyRefused."""
    try:
        claimed = parse_authentication_credential_json(_bounded(response))
    except _TROUBLE:
        raise PasskeyRefused from None
    return Asserted(claimed.raw_id, response)


def check_assertion(origin: Origin, asserted: Asserted, challenge: bytes, passkey: Passkey) -> int:
    """The new sign count. Raises PasskeyRefused."""
    if not same(asserted.credential, passkey.credential):
        raise PasskeyRefused
    try:
        claimed = parse_authentication_credential_json(asserted.text)
        held = verify_authentication_response(
            credential=claimed,
            expected_challenge=challenge,
            expected_rp_id=origin.domain,
            expected_origin=origin.text,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _TROUBLE:
        raise PasskeyRefused from None
    handle = claimed.response.user_handle
    if passkey.handle and handle is not None and not same(handle, passkey.handle):
        raise PasskeyRefused
    return held.new_sign_count


def _bounded(response: str) -> str:
    """Raises ValueError for what no browser sends: too long, not an object, or with half a letter in it."""
    if len(response) > MOST_RESPONSE or not isinstance(json.loads(response), dict):
        raise ValueError("not what a browser answers with")
    response.encode()
    return response
