"""What notices refuse. Each docstring is what a person reads.

NoticeError
├── NotAHook
├── NotPublic
├── NotSent
└── NotSetUp
"""


class NoticeError(Exception):
    """This notice cannot be sent."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class NotAHook(NoticeError):
    """A webhook's address is https, with a name of its own, such as https://hooks.example.org/leeward. It has no port,
    no user and nothing after a question mark."""


class NotPublic(NoticeError):
    """The name of this webhook leads to an address that is not on the public internet, or nowhere. Nothing was sent."""


class NotSent(NoticeError):
    """The other side did not take it: it did not answer, showed no certificate that holds, or refused."""


class NotSetUp(NoticeError):
    """This way of sending notices is not set up here. Look at policy.toml."""
