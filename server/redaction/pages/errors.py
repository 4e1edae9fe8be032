"""What the desk's pages refuse. Each docstring is what the English page says; the others are translated.

PageError
├── NotIn
├── Locked
├── LinkRefused
├── EntryRefused
├── PasskeysUnreadable
├── FromElsewhere
├── FormRefused
├── NoSuchPage
├── NothingChosen
├── TooMuchChosen
├── NotAnOpening
├── NotAdded
├── NotConfirmed
├── LastPasskey
├── TooManyPasskeys
├── NotLookedAt
└── NotWritten
"""


class PageError(Exception):
    """This cannot be done on these pages."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class NotIn(PageError):
    """You are not in, or no longer. Type leeward desk open, and use the link that it prints."""


class Locked(PageError):
    """The desk's pages are locked. Unlock them with your passkey."""


class LinkRefused(PageError):
    """This link cannot be used. It counts once, for two minutes. Type leeward desk open for a new one."""


class EntryRefused(PageError):
    """You were not let in. Type leeward desk open for a new link, and use the passkey of this desk."""


class PasskeysUnreadable(PageError):
    """The file with this desk's passkeys is not what the desk wrote. Nobody is let in. Type leeward desk passkeys."""


class FromElsewhere(PageError):
    """This did not come from a page of this desk, or from one of an earlier session. Load the page again."""


class FormRefused(PageError):
    """Something in this form is missing, or not of its kind. Look at it again."""


class NoSuchPage(PageError):
    """There is no such page, or not any more: what these pages number is forgotten with each session."""


class NothingChosen(PageError):
    """Nothing was chosen. Choose up to 20 parts, then ask."""


class TooMuchChosen(PageError):
    """One request names 20 parts at most. Choose fewer, and ask for the others afterwards."""


class NotAnOpening(PageError):
    """This is not the number of an opening: 64 signs, as the desk that asked shows them."""


class NotAdded(PageError):
    """This was not marked: nothing was chosen, it is marked already, or there are too many marks in this text."""


class NotConfirmed(PageError):
    """Confirm with a passkey of this desk first. It counts for one change, for two minutes."""


class LastPasskey(PageError):
    """This is the only passkey of this desk. Bring in another one first."""


class TooManyPasskeys(PageError):
    """This desk keeps eight passkeys at most. Remove one first."""


class NotLookedAt(PageError):
    """A page of this file was not looked at with the boxes that it has now. Look at each, then make the copy."""


class NotWritten(PageError):
    """This machine could not write to its disk, or not read from it. The disk may be full. What was asked for may have
    been done in part, or have left this desk: look before you repeat it."""
