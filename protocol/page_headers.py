"""What a page is served with, so that a browser runs its one script and nothing else. SPEC 20.5.

Intake sends these, and whoever checks a page demands them: both take them from here.
"""

from __future__ import annotations

import base64

from protocol.built_page import BuiltPage

FEATURES = (
    "accelerometer",
    "ambient-light-sensor",
    "attribution-reporting",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "captured-surface-control",
    "ch-ua",
    "ch-ua-high-entropy-values",
    "ch-ua-mobile",
    "ch-ua-platform",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "cross-origin-isolated",
    "deferred-fetch",
    "digital-credentials-create",
    "digital-credentials-get",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "join-ad-interest-group",
    "keyboard-map",
    "language-detector",
    "language-model",
    "local-fonts",
    "local-network-access",
    "magnetometer",
    "microphone",
    "midi",
    "on-device-speech-recognition",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "run-ad-auction",
    "screen-wake-lock",
    "serial",
    "shared-storage",
    "speaker-selection",
    "storage-access",
    "summarizer",
    "sync-xhr",
    "translator",
    "usb",
    "web-share",
    "window-management",
    "xr-spatial-tracking",
)
"""What a page can ask a browser for, or is told unasked, by its name in Permissions-Policy. This page wants none of it.
One that a browser does not know (they differ by kind and year) it passes over."""
FOR_ALL = {
    "content-type": "text/html; charset=utf-8",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "permissions-policy": ", ".join(f"{feature}=()" for feature in FEATURES),
}
"""By name in lower case; the same on every page."""


def content_security_policy(page: BuiltPage) -> str:
    """One script and one style, by their hashes, and requests to where the page came from: nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_source(page.script_hash)}'",
            f"style-src '{_source(page.style_hash)}'",
            "connect-src 'self'",
            "img-src blob:",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def page_headers(page: BuiltPage) -> dict[str, str]:
    """Name in lower case, and the one value that it must have."""
    return FOR_ALL | {"content-security-policy": content_security_policy(page)}


def _source(sha256: bytes) -> str:
    return f"sha256-{base64.b64encode(sha256).decode('ascii')}"
