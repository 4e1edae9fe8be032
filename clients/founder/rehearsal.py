"""A whole life of a directory, rehearsed: by the code that the real one uses, with keys that are thrown away.

Nothing in here is real and nothing of it leaves the folder. What a vault would carry between people is handed over in
memory; who checks what is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from clients.durable_file import write_durably
from clients.founder import changes, root_changes
from clients.founder import draft as drafts
from clients.founder.errors import AlreadyThere, RehearsalFailed
from clients.founder.shapes import weaknesses
from clients.key_file import PersonKeys, make_keys
from clients.paper_files import read_directory
from protocol.consent import Profile, profile_terms
from protocol.contents import Testimony
from protocol.directory import Compartment, Desk, Device, DeviceRole, RolledBack, Seat, TrustedDirectory, trust
from protocol.ids import PartKind
from protocol.lent_keys import lend, open_lent
from protocol.mandates import Mandate, NoMandate, sign_mandate, sits_in
from protocol.opening import payload_hash
from protocol.primitives import SealKey, SignKey, system_random
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from protocol.rewrapping import DeskBox, box_of, not_safe, open_rewrapped_part, rewrap
from protocol.roots import NotEnoughRoots, RootSet
from protocol.sealing import SealedPart, open_seat
from protocol.succession import (
    Batch,
    SeatSlip,
    Succession,
    SuccessionKind,
    check_handed_over,
    check_succession,
    hand_over,
    make_pieces,
    make_sum,
    open_shares,
    repaired_shares,
    sign_handed_over,
    sign_succession,
)

NOT_REAL = "This was a rehearsal. Nothing in this folder is real: its keys serve nobody, and no client trusts them."
_ORGANISATIONS = ("lantern", "acacia", "harbour")
_MEMORY = 8 * 1024 * 1024
"""Bytes that opening a key costs here; the real ones cost 256 MiB, against guessing."""
_WORDS = "This is a rehearsal, and nobody said it."
_PLACE = "xa-testimony"
_NEEDED = 3


@dataclass
class Rehearsal:
    """One folder, its people, and what they hold."""

    folder: Path
    today: int
    people: dict[str, PersonKeys] = field(default_factory=dict)
    desks: dict[str, tuple[SealKey, SignKey]] = field(default_factory=dict)
    parts: list[SealedPart] = field(default_factory=list)
    handed: dict[tuple[int, bytes], bytes] = field(default_factory=dict)
    """What a vault would keep beside the parts: boxes that were handed over, by seat and part."""
    rewrapped: dict[bytes, DeskBox] = field(default_factory=dict)
    """What it would keep of the curator's desk, by part: boxes for the keys that the desk has now."""
    vault: SealKey = field(default_factory=SealKey.new)
    passphrase: str = field(default_factory=lambda: system_random(16).hex(), repr=False)
    """Of every key file, written down nowhere."""

    @classmethod
    def new(cls, folder: Path, today: int) -> Rehearsal:
        """Raises AlreadyThere for a folder that is there: nothing real is ever rehearsed with."""
        if folder.exists():
            raise AlreadyThere
        folder.mkdir(mode=0o700, parents=True)
        write_durably(folder / "REHEARSAL.txt", f"{NOT_REAL}\n".encode())
        return cls(folder, today)

    def live(self) -> Iterator[str]:
        """Do everything once; each sentence is said when it is done. What fails raises, as it would in earnest."""
        for act in (
            self._begin,
            self._seal,
            self._join,
            self._sit_in,
            self._leave,
            self._lose,
            self._replace_a_root,
            self._renew_desk_keys,
            self._read,
            self._restore,
        ):
            yield act()

    def _begin(self) -> str:
        roots = [self._person(f"root-{number}") for number in (1, 2, 3)]
        administrators = [self._person(name) for name in ("dalia", "emre", "fatou")]
        devices = tuple(
            Device(device=role.value, role=role, sign_key=SignKey.new().public)
            for role in (DeviceRole.INTAKE, DeviceRole.VAULT, DeviceRole.LEDGER)
        )
        draft = drafts.begin(self.folder, self.today, "rehearsal.invalid")
        draft = drafts.filled(
            draft,
            roots=tuple(one.sign_key.public for one in roots),
            administrators=tuple(one.administrator(self._from(at)) for at, one in enumerate(administrators)),
            devices=devices,
            vault_seal_key=self.vault.public,
        )
        draft = drafts.with_compartment(draft, self._compartment(PartKind.TESTIMONY, "t", 5, _NEEDED))
        draft = drafts.with_compartment(draft, self._compartment(PartKind.IDENTITY, "i", 3, 2))
        drafts.save(self.folder, draft)
        self._sign()
        return "Begun: a directory with two compartments, signed by two of three roots. Clients trust it."

    def _seal(self) -> str:
        terms = profile_terms(Profile.CURATOR_MAY_READ, self.today)
        report = Report("xa", Testimony(text=_WORDS), terms)
        self.parts.append(seal_report(report, self._directory(), Receipt.new(), 0, self.today).testimony)
        return "A report was sealed to it."

    def _join(self) -> str:
        new = self._person("t-6").seat(self._from(6))
        self._next(lambda draft: changes.with_seat(draft, _PLACE, new))
        self._seal()
        return "A custodian joined: the sixth seat, of what is sealed from now on. Another report was sealed."

    def _sit_in(self) -> str:
        """A substitute is named, opens a share in the custodian's place, and leaves."""
        one, custodian = self._person("sits-in"), self.people["t-1"]
        self._next(lambda draft: changes.with_substitute(draft, one.seat(self._from(1)), "t-1"))
        directory = self._directory()
        mandate = sign_mandate(self._mandate(one.name), custodian.sign_key)
        sits_in(mandate, *self._chair(directory), directory, self.today, self.today)
        lent = open_lent(lend(custodian.seal_key, directory.contents.substitutes[0]), one.seal_key, directory)
        for part in self.parts:
            open_seat(lent, part.header, part.id(), 1, part.seats[0])
        self._next(lambda draft: changes.without_substitute(draft, one.name))
        try:
            sits_in(mandate, *self._chair(self._directory()), self._directory(), self.today, self.today)
        except NoMandate:
            return (
                "A substitute sat in for a custodian by a mandate and a lent key, and was removed: it counts no more."
            )
        raise RehearsalFailed("A mandate for a substitute who was removed still counts.")

    def _chair(self, directory: TrustedDirectory) -> tuple[Seat, Compartment]:
        compartment = directory.compartment(_PLACE)
        return compartment.seat(1), compartment

    def _mandate(self, substitute: str) -> Mandate:
        return Mandate(
            compartment=_PLACE,
            custodian="t-1",
            substitute=substitute,
            begins=self.today,
            ends=self.today + 20,
            nonce=system_random(32),
        )

    def _leave(self) -> str:
        self._next(self._given(2, "t-7"))
        batch = self._succession(2, "t-7", SuccessionKind.HANDOVER)
        leaver = self.people["t-2"]
        signed = hand_over(batch, self._slips(2), leaver.seal_key, leaver.sign_key)
        self._keep(2, {one.part: one.box for one in check_handed_over(signed, batch, leaver.sign_key.public).shares})
        return f"A custodian left and handed {len(self.parts)} shares over; the successor's own check took them."

    def _lose(self) -> str:
        before = self._directory().contents

        def replace(draft: drafts.Draft) -> drafts.Draft:
            changed = self._given(4, "t-8")(draft)
            changes.check_can_repair(changed, before, _PLACE)
            return changed

        self._next(replace)
        helpers = (1, 2, 3)
        batch = self._succession(4, "t-8", SuccessionKind.REPAIR, helpers)
        keys = {number: self.people[self._holder(number)] for number in helpers}
        pieces = [
            make_pieces(batch, self._slips(number), number, one.seal_key, one.sign_key) for number, one in keys.items()
        ]
        sums = [make_sum(batch, pieces, number, one.seal_key, one.sign_key) for number, one in keys.items()]
        successor = self.people["t-8"]
        made = repaired_shares(batch, self._slips(4), sums, successor.seal_key)
        signed = sign_handed_over(batch, made, successor.sign_key)
        own = check_handed_over(signed, batch, successor.sign_key.public)
        self._keep(4, {one.part: one.box for one in own.shares})
        return f"A custodian's key was lost; three others made its {len(made)} shares again, and learned no secret."

    def _replace_a_root(self) -> str:
        """One of three is lost; the others and the new one say who the roots are now."""
        drafts.renew(self.folder, self.today)
        new = self._person("root-4").sign_key
        staying = [self.people[name].sign_key for name in ("root-1", "root-3")]
        keys = tuple(one.public for one in (staying[0], new, staying[1]))
        root_changes.propose(self.folder, RootSet(keys=keys, needed=2))
        for one in staying:
            root_changes.add_root(self.folder, one)
        for one in (staying[0], new):
            drafts.add_signature(self.folder, one)
        known = read_directory(self.folder / f"directory-{drafts.load(self.folder).number - 1}.cbor")
        first = RootSet.from_bytes((self.folder / "roots-before-1.cbor").read_bytes())
        trust(read_directory(self._newest()), first, self.today, trust(known, first, self.today))
        return "A root was lost, and the others put another in its place; clients that hold the old ones followed."

    def _renew_desk_keys(self) -> str:
        """A new epoch: what stays is sealed anew to the desk's new key, checked, and the old key is thrown away."""
        old, _ = self.desks.pop("desk-curator")
        new = self._desk("curator", "ines")
        self._next(lambda draft: changes.with_new_epoch(draft, (new,)))
        key, _ = self.desks[new.desk]
        staying = [box_of(part, 1) for part in self.parts]
        self.rewrapped = {box.part: rewrap(box, old, new.seal_key) for box in staying}
        if any(not_safe(staying, self.rewrapped, old, key)):
            raise RehearsalFailed("What was sealed to a desk's new key does not open with it.")
        return f"A desk made new keys: {len(staying)} boxes were sealed to them and checked, and the old key destroyed."

    def _newest(self) -> Path:
        return self.folder / f"directory-{drafts.load(self.folder).number}.cbor"

    def _read(self) -> str:
        seal_key, _ = self.desks["desk-curator"]
        for part in self.parts:
            held = {number: self._share(number, part) for number in (1, 2, 4)}
            box = self.rewrapped[part.id()]
            said = Testimony.from_bytes(open_rewrapped_part(part, held, seal_key, box)).text
            if said != _WORDS:
                raise RehearsalFailed("A rehearsed report reads otherwise than it was sealed.")
        return "Both reports were opened by three seats, of which two are successors', at the desk with new keys."

    def _restore(self) -> str:
        """A founders' folder that comes back from an old copy does not bring an old directory back."""
        newest = self._directory()
        old = read_directory(self.folder / "directory-1.cbor")
        try:
            trust(old, newest.roots, self.today, newest)
        except (RolledBack, NotEnoughRoots):
            return "An older copy of the folder was restored: clients refuse its directory, and keep the newest."
        raise RehearsalFailed("An older directory was taken for the newest.")

    def _person(self, name: str) -> PersonKeys:
        keys = make_keys(self.folder / f"{name}.key", name, self.passphrase, system_random, _MEMORY)
        self.people[name] = keys
        return keys

    def _from(self, number: int) -> str:
        return _ORGANISATIONS[number % len(_ORGANISATIONS)]

    def _compartment(self, kind: PartKind, letter: str, seats: int, needed: int) -> Compartment:
        return Compartment(
            name=f"xa-{kind}",
            country="xa",
            kind=kind,
            needed=needed,
            seats=tuple(self._person(f"{letter}-{at}").seat(self._from(at)) for at in range(1, seats + 1)),
            desks=tuple(self._desk(name, holder) for name, holder in (("curator", "ines"), ("reviewer", "tomas"))),
            recovery_key=SealKey.new().public,
        )

    def _desk(self, side: str, holder: str) -> Desk:
        name = f"desk-{side}"
        seal, sign = self.desks.setdefault(name, (SealKey.new(), SignKey.new()))
        return Desk(desk=name, holder=holder, seal_key=seal.public, sign_key=sign.public)

    def _sign(self) -> None:
        draft = drafts.load(self.folder)
        if weak := weaknesses(draft.directory(), draft.roots_needed, ()):
            raise RehearsalFailed(f"The rehearsed shape is weak. {weak[0].words}")
        for root in ("root-1", "root-3"):
            drafts.add_signature(self.folder, self.people[root].sign_key)

    def _directory(self) -> TrustedDirectory:
        return drafts.check(self.folder, self.today)

    def _next(self, change: Callable[[drafts.Draft], drafts.Draft]) -> None:
        changed = change(drafts.renew(self.folder, self.today))
        drafts.check_follows(self.folder, changed)
        drafts.save(self.folder, changed)
        self._sign()

    def _given(self, number: int, name: str) -> Callable[[drafts.Draft], drafts.Draft]:
        new = self._person(name).seat(self._from(number))
        return lambda draft: changes.with_successor(draft, _PLACE, f"t-{number}", new)

    def _holder(self, number: int) -> str:
        return self._directory().compartment(_PLACE).seat(number).custodian

    def _succession(self, seat: int, name: str, kind: SuccessionKind, helpers: tuple[int, ...] = ()) -> Batch:
        directory = self._directory()
        claimed = sign_succession(
            Succession(
                directory=directory.hash,
                compartment=_PLACE,
                seat=seat,
                kind=kind,
                helpers=helpers,
                asked=self.today,
                expires=self.today + 21,
                nonce=system_random(32),
            ),
            self.people[name].sign_key,
        )
        ids = tuple(sorted(part.id() for part in self.parts))
        return Batch(check_succession(claimed, directory, self.today), ids)

    def _slips(self, number: int) -> list[SeatSlip]:
        return [
            SeatSlip(
                header=part.header,
                key_commitment=part.key_commitment,
                payload_hash=payload_hash(part),
                number=number,
                seat=self.handed.get((number, part.id()), part.seats[number - 1]),
                handed_over=(number, part.id()) in self.handed,
            )
            for part in self.parts
        ]

    def _keep(self, number: int, boxes: dict[bytes, bytes]) -> None:
        self.handed |= {(number, part): box for part, box in boxes.items()}

    def _share(self, number: int, part: SealedPart) -> bytes:
        keys = self.people[self._holder(number)]
        batch = self._succession(number, keys.name, SuccessionKind.HANDOVER)
        return open_shares(batch, self._slips(number), number, keys.seal_key)[part.id()][1]
