"""What follows a report: its source checks in, reads an answer, and changes what it allows, with its words alone."""

from __future__ import annotations

from clients.source.changing import Change, next_terms, next_version
from clients.source.mailbox import OnePart, Seen
from clients.source.screen import screen
from clients.source.visit import fetch
from protocol.consent import Audience
from protocol.ids import PartKind
from protocol.post import Post, seal_post
from protocol.receipt import Receipt
from tests.chaos.doors import Away, Unheard
from tests.chaos.sources import Sources
from tests.chaos.teller import Told


class Mailboxes(Sources):
    """The second of those who reported follows their report."""

    def __post_init__(self) -> None:
        super().__post_init__()
        screen.quiet = True  # nobody waits before it
        self.followed: dict[bytes, Receipt] = {}
        """Who can read what is answered to a part, by its id."""

    @property
    def follower(self) -> Told:
        return self.told[1]

    @property
    def answer(self) -> str:
        """What the curator's desk writes to them."""
        return f"We have read report {self.number}. Is the road to the clinic open?"

    def check_in(self) -> None:
        """They read the answer, and say that they have seen it."""

        def answered() -> Seen:
            seen = self._look()
            if seen.reply is None:
                raise Away
            if seen.reply != self.answer:
                raise Unheard("somebody else's answer is in this mailbox")
            if not seen.opened:
                raise Unheard("a part that was answered is said not to be opened")
            return seen

        name = self.until(answered).reply_name
        if name is None:
            raise Unheard("an answer has no name")
        self._post(Post(seen=(name,)))
        self.promised.seen.add(name)

    def narrow(self) -> None:
        """They allow less than before: it holds as soon as it is collected."""
        self._change(Change(options={"audience": Audience.CONSORTIUM}))
        if self.until(lambda: self._version(2)).terms.audience is not Audience.CONSORTIUM:
            raise Unheard("a narrower consent does not hold")

    def widen(self) -> None:
        """They allow more again: it waits for seven days."""
        self._change(Change(options={"audience": Audience.UN}))
        seen = self.until(lambda: self._version(3))
        if seen.settles is None or seen.terms.audience is not Audience.CONSORTIUM:
            raise Unheard("a wider consent holds before its time")

    def _change(self, change: Change) -> None:
        seen, part, today = self.until(self._look), self._part(), self.ground.today
        version = next_version(seen, next_terms(seen, change, today), part, today, change)
        self._post(Post(consents=(version,)))
        self.promised.changes.setdefault(self.follower.part, []).append(version.to_bytes())

    def _version(self, number: int) -> Seen:
        seen = self._look()
        if seen.consent.version != number:
            raise Away
        return seen

    def _look(self) -> Seen:
        """What of the newest publication is theirs."""
        seen = fetch(self.intake, self.ground.directory, self._part())
        if seen is None:
            raise Away  # no publication since their report
        return seen

    def _part(self) -> OnePart:
        return OnePart.of(self.follower.receipt, PartKind.TESTIMONY, 0)

    def _post(self, post: Post) -> None:
        sealed = seal_post(post, self.ground.directory.contents.vault_seal_key)
        self.send_post(sealed, self.follower.part[0])
