"""Why a page could not be looked at at all. Nothing was found out then: neither that it holds, nor that it does not.

PageVisitError
├── AddressWithMore
├── NobodyAnswers
├── NobodyProven
├── NothingSecure
├── NobodyOfThatName
├── ProxyInTheWay
├── NoDirectoryThere
└── NothingBuilt
"""

from __future__ import annotations


class PageVisitError(Exception):
    """The page could not be looked at."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class AddressWithMore(PageVisitError):
    """The address of the page ends after its name, or its port. Leave off what stands behind it: the pages of all
    languages are looked at."""


class NobodyAnswers(PageVisitError):
    """Nobody answers at this address, or not in time. Nothing was checked. Try again later, or from elsewhere."""


class NobodyProven(PageVisitError):
    """What answers at this address cannot prove that it is the one you named: this machine does not trust its
    certificate for that name. Nothing was checked. Whoever is told so by a browser must not go on. It may be a mistake
    of those who run the page, or somebody who stands between: look from another network too, and tell the others."""


class NothingSecure(PageVisitError):
    """What answers at this address speaks no TLS, or none that could be agreed on, although it begins with https.
    Nothing was checked. It may be a mistake of those who run the page, or somebody who stands between: look from
    another network too, and tell the others."""


class NobodyOfThatName(PageVisitError):
    """The name in this address is not known here. Nothing was checked. Is it spelled right, and is this machine on a
    network? If both are so, somebody may keep the name from you: look from another network too."""


class ProxyInTheWay(PageVisitError):
    """The proxy does not run where you said, is no proxy of that kind, or could not reach the page. Nothing was
    checked, and this says nothing of the page."""


class NoDirectoryThere(PageVisitError):
    """What answers at this address hands out no directory. Nothing was checked. Is it the address that sources are
    given?"""


class NothingBuilt(PageVisitError):
    """The folder that you named with --built has no built pages. Nothing was checked. `make web` leaves them in
    clients/web/built."""
