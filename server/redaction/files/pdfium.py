"""The one place that holds PDFium: documents that are closed again, one at a time, and pages as pixels.

Rules of this file
* PDFium is not made for threads: whoever holds a document holds the lock.
* What may have been laid over a text to hide it is drawn: annotations and form fields too. Layers that are off are not.
* Nothing in a document runs: this PDFium is built without JavaScript and without XFA, and `document` refuses another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.internal
import pypdfium2.raw
from PIL import Image

from server.redaction.files.errors import FileError, Locked, NoSuchPage, ReaderCouldRun, TookTooLong, Unreadable

Late = Callable[[], bool]
"""Whether the time for a file is up."""

_ALONE = threading.Lock()
_RUNS = frozenset({"V8", "XFA"})
_PASSWORD = pypdfium2.raw.FPDF_ERR_PASSWORD
_FINEST = 150 / 72
"""Pixels a point: what is printed small can be read, and a printer's dots hardly."""
_LONGEST = 1800
"""Pixels on the longest side of a page."""


def never() -> bool:
    return False


@contextmanager
def document(raw: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Raises ReaderCouldRun, Locked, Unreadable. Whatever else is raised while it is open becomes Unreadable, too."""
    if _RUNS & set(pypdfium2.PDFIUM_INFO.flags):
        raise ReaderCouldRun
    with _ALONE:
        try:
            opened = pypdfium2.PdfDocument(raw)
            try:
                opened.init_forms()
                yield opened
            finally:
                opened.close()
        except FileError:
            raise
        except pypdfium2.PdfiumError as error:
            raise Locked if getattr(error, "err_code", None) == _PASSWORD else Unreadable from None
        # Over ctypes a damaged document shows itself in many ways; what is said of it may quote it.
        except Exception:  # noqa: BLE001
            raise Unreadable from None


def page_pixels(opened: pypdfium2.PdfDocument, number: int, late: Late = never) -> Image.Image:
    """One page, counted from 0, as it is seen: on white, in RGB. Raises NoSuchPage, TookTooLong, Unreadable."""
    if not 0 <= number < len(opened):
        raise NoSuchPage
    page = opened[number]
    try:
        return _rendered(page, late)
    finally:
        page.close()


def _rendered(page: pypdfium2.PdfPage, late: Late) -> Image.Image:
    width, height = page.get_size()
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise Unreadable
    scale = min(_FINEST, _LONGEST / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pypdfium2.PdfBitmap.new_native(*size, pypdfium2.raw.FPDFBitmap_BGR, rev_byteorder=True)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        _draw(page, bitmap, size, late)
        image: Image.Image = bitmap.to_pil().copy()
        return image
    finally:
        bitmap.close()


def _draw(page: pypdfium2.PdfPage, bitmap: pypdfium2.PdfBitmap, size: tuple[int, int], late: Late) -> None:
    """A step at a time, so that a page that is made to take for ever is left."""
    flags = pypdfium2.raw.FPDF_ANNOT | pypdfium2.raw.FPDF_REVERSE_BYTE_ORDER
    asked = pypdfium2.raw.IFSDK_PAUSE(version=1)
    pypdfium2.internal.set_callback(asked, "NeedToPauseNow", lambda _: late())
    where = (bitmap, page, 0, 0, *size, 0, flags)
    status = pypdfium2.raw.FPDF_RenderPageBitmap_Start(*where, asked)
    pypdfium2.raw.FPDF_RenderPage_Close(page)
    if status == pypdfium2.raw.FPDF_RENDER_TOBECONTINUED or late():
        raise TookTooLong
    if status != pypdfium2.raw.FPDF_RENDER_DONE:
        raise Unreadable
    if page.formenv:
        pypdfium2.raw.FPDF_FFLDraw(page.formenv, *where)
