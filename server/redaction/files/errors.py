"""What the desk says when a file cannot leave. None of it carries a byte, a name or a size of that file.

FileError
├── TooLarge, TooManyPixels, TooManyPages, TookTooLong
├── NotTaken                  a kind of file that never leaves
│   ├── MarkupNotTaken, RecordingNotTaken, TextNotTaken, ArchiveNotTaken, OfficeNotTaken
│   └── UnknownKind
├── Unreadable, Locked, ReaderCouldRun
├── NoSuchFile, NoSuchPage, NotABox
├── NoCleaner, CleanerRefused, TooMuchInside
├── NoProposals, ModelChanged
└── NotProven                 it was made, and something may be left in it
"""

from __future__ import annotations


class FileError(Exception):
    """This file cannot leave the desk."""

    # No error of the desk's own tree: a room, which knows none of that, raises these.
    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class TooLarge(FileError):
    """This file is larger than a part can hold, or would be once it was drawn anew. Leave pages out."""


class TooManyPixels(FileError):
    """This picture has more pixels than the desk draws anew, or none."""


class TooManyPages(FileError):
    """This document has more pages than the desk draws anew, or none."""


class TookTooLong(FileError):
    """This file took longer to draw anew than the desk waits. It may have been made to."""


class NotTaken(FileError):
    """A file of this kind does not leave the desk. Write down what it shows."""


class MarkupNotTaken(NotTaken):
    """A web page or a drawing in SVG can carry anything, and fetch more. Photograph the screen if it must be shown."""


class RecordingNotTaken(NotTaken):
    """A recording carries voices, faces and places that nobody can cover here. Write down what it shows."""


class TextNotTaken(NotTaken):
    """A file of plain text is read here and not handed on. Write down what it says."""


class ArchiveNotTaken(NotTaken):
    """An archive holds files of every kind. None of them leaves with it."""


class OfficeNotTaken(NotTaken):
    """Of office documents, text documents alone are cleaned here: docx and odt. Print this one to a PDF, bring that."""


class UnknownKind(NotTaken):
    """The desk does not know this kind of file, or its first bytes and the rest disagree."""


class Unreadable(FileError):
    """This file is damaged, or is not what its first bytes say. Nothing of it was drawn."""


class Locked(FileError):
    """This document wants a password. The desk asks for none."""


class ReaderCouldRun(FileError):
    """This machine's reader of PDFs was built with scripts or forms that run. It is not used: install Leeward's own."""


class NoSuchFile(FileError):
    """This part has no such file."""


class NoSuchPage(FileError):
    """This document has no such page."""


class NotABox(FileError):
    """A box has a width and a height, and lies inside the picture."""


class NoCleaner(FileError):
    """This machine lacks mat2 or bubblewrap, or its kernel allows no sandbox: such a file does not leave.
    docs/operating.md says what to install."""


class CleanerRefused(FileError):
    """mat2 could not clean this document. Print it to a PDF, and bring that."""


class TooMuchInside(FileError):
    """This document holds more than the desk unpacks. It may have been made to."""


class NoProposals(FileError):
    """This machine lacks what proposes boxes. Draw them by hand: nothing else depends on it."""


class ModelChanged(FileError):
    """What proposes boxes is not the file that Leeward knows. It is not used; draw boxes by hand."""


class NotProven(FileError):
    """What was drawn anew did not pass the last look, so it does not leave. Tell the person who runs the desk."""
