"""The gateway, whose look for a newer directory ends in a way that nobody foresaw.

python falls.py --config FILE
"""

from __future__ import annotations

from clients.sms_gateway import cli


async def _falls(*_: object) -> None:
    raise RuntimeError("a flaw")


if __name__ == "__main__":
    cli.keep_directory_fresh = _falls
    cli.main()
