"""Whether what was chosen can be loaded, found out in a process that ends with it: no model stays with a desk."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from server.recognizers.chosen import loaded
from server.recognizers.errors import CannotBeLoaded, RecognizerError

_TREE = Path(__file__).parents[2]
_TRY = "import sys; sys.path.insert(0, sys.argv[1]); from server.recognizers.trying import main; main(sys.argv[2:])"
_REFUSED = 3


async def try_to_load(chosen: Sequence[str]) -> None:
    """Load them as a room would, and let them go. Raises CannotBeLoaded, with the reason."""
    if not chosen:
        return
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-B", "-X", "utf8", "-c", _TRY, str(_TREE), *chosen,
        stdin=nothing, stdout=pipe, stderr=nothing, env={},
    )  # fmt: skip
    said, _ = await process.communicate()
    if process.returncode == _REFUSED:
        raise CannotBeLoaded(said.decode().strip())
    if process.returncode:
        raise CannotBeLoaded("The process that tried ended.")


def main(chosen: Sequence[str]) -> None:
    """In that process: says why not, if not, and ends with status 3."""
    try:
        loaded(chosen)
    except RecognizerError as problem:
        sys.stdout.write(str(problem))
        raise SystemExit(_REFUSED) from None
