"""What accounts and the staff's pages refuse. Each docstring is what the English page says; the others are translated.
PasskeyRefused is beside them, in server/pages/passkeys.py.

AccountError
├── NotSignedIn
├── SignInRefused
├── InvitationRefused
├── StepUpRefused
├── TicketRefused
├── FromElsewhere
├── FormRefused
├── TooManyTries
├── NotForYou
├── NobodyOfThatName
├── HasPasskeys
├── HasNoPasskey
├── NoSuchPasskey
├── LastPasskey
├── TooManyPasskeys
├── AnotherAdministrator
├── NotAboutYourself
├── AlreadyProposed
├── NoSuchRecovery
├── OrderNotTaken
├── NoSuchPage
├── OrganisationRefused
└── NoPages
"""


class AccountError(Exception):
    """This cannot be done here."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class NotSignedIn(AccountError):
    """You are not signed in, or no longer. Sign in, then try again."""


class SignInRefused(AccountError):
    """You were not signed in. Try again; if it stays so, ask an administrator."""


class InvitationRefused(AccountError):
    """This invitation cannot be used. It was used already, is too old, or was never made. Ask for a new one."""


class StepUpRefused(AccountError):
    """This was not approved. An approval counts once, for one act, within two minutes. Begin again."""


class TicketRefused(AccountError):
    """This page is too old, or was used already. Load it again."""


class FromElsewhere(AccountError):
    """This did not come from a page of this zone, or from one of another session. Load the page again."""


class FormRefused(AccountError):
    """Something in this form is missing, or not of its kind. Look at it again."""


class TooManyTries(AccountError):
    """There were too many tries. Wait a quarter of an hour, then try again."""


class NotForYou(AccountError):
    """This is not for you. What you may see here is said by the signed papers."""


class NobodyOfThatName(AccountError):
    """The signed papers name nobody like this."""


class HasPasskeys(AccountError):
    """This person can sign in already. For new passkeys, two administrators recover the account."""


class HasNoPasskey(AccountError):
    """This person has no passkey yet. Nothing is lost: invite them."""


class NoSuchPasskey(AccountError):
    """You have no such passkey."""


class LastPasskey(AccountError):
    """This is your last passkey. Add another one first, or you would be shut out."""


class TooManyPasskeys(AccountError):
    """You have as many passkeys as there can be. Remove one first."""


class AnotherAdministrator(AccountError):
    """You have proposed this yourself. Another administrator must confirm it."""


class NotAboutYourself(AccountError):
    """Your own account is recovered by two others."""


class AlreadyProposed(AccountError):
    """Somebody has proposed this already. Confirm it, or wait until it has ended."""


class NoSuchRecovery(AccountError):
    """There is no such recovery, or not any more."""


class OrderNotTaken(AccountError):
    """This order was not taken. It is not whole, nobody who signed it may give it, it names a part of a report, or too
    many of theirs are kept already."""


class NoSuchPage(AccountError):
    """There is no such page here."""


class OrganisationRefused(AccountError):
    """Your organisation's sign-in did not work here. Use a passkey, or ask an administrator."""


class NoPages(AccountError):
    """There are no pages here. Put where browsers will find them into policy.toml: pages = "https://…"."""
