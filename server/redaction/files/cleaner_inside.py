"""What runs inside the sandbox, on the system's own Python: a document comes by stdin, mat2's copy goes by stdout.

Nothing of Leeward is imported here. What it may use is bounded before the document is read; where the bytes lie is a
tmpfs that ends with it. Its only word is its status: 0, a clean copy was written; 3, there is none. Anything else is
the sandbox's.
"""

from __future__ import annotations

import logging
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from libmat2 import parser_factory  # noqa: F401 - the next one can be imported only once this is whole
from libmat2.office import LibreOfficeParser, MSOfficeParser

MEMORY = 1 << 30
SECONDS = 40
REFUSED = 3
NOT_NEEDED = (
    r"^settings\.xml$", r"^manifest\.rdf$", r"^word/settings\.xml$", r"^word/fontTable\.xml$", r"^Pictures/",
    r"^word/media/",
)  # fmt: skip
"""Left out besides what mat2 leaves out: paths of printers, names of fonts, pictures."""


def _bound() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(kind: str) -> int:
    _bound()
    logging.disable(logging.CRITICAL)
    try:
        return _cleaned(kind, {"docx": MSOfficeParser, "odt": LibreOfficeParser}[kind])
    # A document may make mat2 raise anything. What it raises would quote it.
    except Exception:  # noqa: BLE001
        return REFUSED


def _cleaned(kind: str, parser_of: Callable[[str], Any]) -> int:
    file = Path(f"/tmp/file.{kind}")  # noqa: S108 - in the sandbox, where nobody else is
    file.write_bytes(sys.stdin.buffer.read())
    parser = parser_of(str(file))
    unwanted = set(map(re.compile, NOT_NEEDED))
    parser.files_to_omit |= unwanted
    parser.files_to_keep -= {kept for kept in parser.files_to_keep if kept.pattern in NOT_NEEDED}
    if not parser.remove_all():
        return REFUSED
    sys.stdout.buffer.write(Path(parser.output_filename).read_bytes())
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
