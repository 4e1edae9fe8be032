"""What can go wrong on a custodian's machine.

CustodianError
├── NotWaiting · NothingToFreeze · NothingFetched · NotAnOrder · NotConnected · NoKey · NoSeat · OtherRoots
├── NotAnAddress · NotAMandate
├── NotASubstitute · NotLentToYou · NothingBorrowed · NotBorrowed · BorrowedKeyReplaced
├── MandateNotBegun · NoMandateStands
├── NoSuchSuccession · NotYours · NotHelpers · NotYetProved
├── VaultSaysNo
├── CannotReach
├── LogSplit
├── DirectoryNotLogged
├── MemoryDamaged · MemoryLost · MemoryFull · MemoryChanged
└── MustRefuse       (judging.py names the reasons)
"""


class CustodianError(Exception):
    """This could not be done."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class NotWaiting(CustodianError):
    """No request of that number waits for your answer. Give at least its first four signs."""


class NothingToFreeze(CustodianError):
    """This device knows of no request of that number. Give at least its first four signs, or all 64 of one that you
    were told of."""


class NothingFetched(CustodianError):
    """This device has not seen the directory yet. Type: leeward-custodian waiting"""


class NotAnOrder(CustodianError):
    """This names no compartment, part or order. A part's and an order's number have 64 signs."""


class NotAMandate(CustodianError):
    """There is no such mandate, or none can be like this. It is for a compartment in which you hold a seat, for a
    substitute whom the directory lists for you, for 31 days at most."""


class NotASubstitute(CustodianError):
    """The directory lists nobody of that name as your substitute, or they are suspended. Nothing was lent."""


class NotLentToYou(CustodianError):
    """This file lends nothing to you: it is for somebody else, or not the key of a seat in the directory."""


class NothingBorrowed(CustodianError):
    """You hold no seat, and have borrowed no key to sit in with. Type: leeward-custodian mandate borrow --help"""


class NotBorrowed(CustodianError):
    """You have borrowed no key of that custodian."""


class BorrowedKeyReplaced(CustodianError):
    """What you have borrowed is no seat's key any more, or you have new keys yourself. Type: leeward-custodian mandate
    give-back, and ask for the new one."""


class MandateNotBegun(CustodianError):
    """The mandate by which you sit in has not begun yet. Type: leeward-custodian mandate show --help"""


class NoMandateStands(CustodianError):
    """No mandate stands today for a seat whose key you have borrowed: it was ended, is over, was never given to the
    vault, or one of you is suspended."""


class NotConnected(CustodianError):
    """This tool is not connected yet. Type: leeward-custodian connect --help"""


class NoKey(CustodianError):
    """There is no key here yet. Type: leeward-custodian key new --help"""


class NoSeat(CustodianError):
    """The directory has no seat for you with this key. Hand over your seat.cbor, or ask who holds the seat now."""


class OtherRoots(CustodianError):
    """Other roots are trusted here already. Nothing was changed."""


class NotAnAddress(CustodianError):
    """This is not the address of a zone: it begins with https:// or http:// and names a machine."""


class NoSuchSuccession(CustodianError):
    """No succession of that number waits for you. Give at least its first four signs."""


class NotYours(CustodianError):
    """This is not for you to do: look at what leeward-custodian succession waiting says."""


class NotHelpers(CustodianError):
    """Name other custodians of that compartment as helpers, each once, and as many as its quorum at least."""


class NotYetProved(CustodianError):
    """The log does not show this succession yet. Nobody acts on it before; try again later."""


class VaultSaysNo(CustodianError):
    """The other side did not accept this."""


class CannotReach(CustodianError):
    """The other side cannot be reached now. Try again later: what was already sent counts once."""


class LogSplit(CustodianError):
    """The log was rolled back, or shows you something else than others. Approve nothing. Both of its signed heads are
    kept beside your key, in a file named log-conflict: show it to the witnesses."""


class DirectoryNotLogged(CustodianError):
    """The log does not show the directory that this device was given. A new one is there after the log's next tick and
    its witnesses' next round. If it is not by then, somebody shows you a directory that others do not see: tell them.
    """


class MemoryDamaged(CustodianError):
    """What this device remembers (withdrawals, your quota) is damaged. Restore memory.cbor from your backup."""


class MemoryLost(CustodianError):
    """What this device remembers (withdrawals, your quota) is gone. Restore memory.cbor from your backup."""


class MemoryFull(CustodianError):
    """This device cannot remember any more withdrawals. Ask the vault's operator before you approve anything."""


class MemoryChanged(CustodianError):
    """Another sitting on this device has answered meanwhile. Nothing was sent; look again at what waits."""


class MustRefuse(CustodianError):
    """This device will not approve this."""
