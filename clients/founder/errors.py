"""What can go wrong while a directory, a batch of cards or a policy is made.

FounderError
├── NotADraft
├── AlreadyThere
├── NotInDraft
├── WeakShape
├── NotUsable
├── NoFont
└── RehearsalFailed
"""


class FounderError(Exception):
    """This could not be done."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class NotADraft(FounderError):
    """There is no draft of a directory in this folder. Type: leeward directory new --help"""


class AlreadyThere(FounderError):
    """There is one of that name already. Nothing was changed."""


class NotInDraft(FounderError):
    """The draft lacks something that a directory needs."""


class WeakShape(FounderError):
    """This directory is too weak to be signed."""


class NotUsable(FounderError):
    """This file is not what it should be."""


class NoFont(FounderError):
    """A letter of these sheets has no font here, and would be a box. Nothing was written."""


class RehearsalFailed(FounderError):
    """A rehearsal did not go as a directory's life must. Do nothing in earnest with this version."""
