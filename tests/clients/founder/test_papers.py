"""From keys to a directory and a policy that clients trust, with real files and the real command line."""

from __future__ import annotations

import re
import shutil
import stat
import textwrap
import time
import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from clients.founder import draft as drafts
from clients.founder.cli import directory, keys, policy
from clients.founder.errors import AlreadyThere, FounderError, NotADraft, NotInDraft, NotUsable
from clients.founder.keys import read_seed
from clients.founder.policy import read_bundle
from clients.founder.shown_policy import plain
from clients.key_file import FileExists, make_keys
from protocol.carried_keys import CarriedFile, open_carried, open_carried_signer
from protocol.consent import Audience, Place
from protocol.directory import Administrator, Contradictory, Device, Partner, SignedDirectory, trust
from protocol.errors import CannotOpen, Malformed
from protocol.ids import day_of
from protocol.policy import NotEnoughAdministrators, Role, SignedPolicy, policy_hash, trust_policy
from protocol.primitives import SealKey, SignKey
from protocol.roots import NotEnoughRoots, RootSet
from tests.worlds import seeded

TODAY = day_of(time.time())
PASSPHRASE = "six random words are good enough"
ROOT = Path(__file__).parents[3]
CEDAR = ROOT / "server/policy/cedar"
app = typer.Typer(pretty_exceptions_enable=False)
for name, group in (("keys", keys), ("directory", directory), ("policy", policy)):
    app.add_typer(group, name=name)


def run(*arguments, refused=None):
    done = CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
    if refused:
        assert isinstance(done.exception, refused), (done.output, done.exception)
        return str(done.exception)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """Key files as `leeward keys person` makes them; light on memory, so that tests are quick."""
    folder = tmp_path_factory.mktemp("people")
    (folder / "words").touch(mode=0o600)
    (folder / "words").write_text(PASSPHRASE)
    for name in ("root-1", "root-2", "root-3", "dalia", "emre", "stranger"):
        made = make_keys(folder / f"{name}.key", name, PASSPHRASE, seeded(name), 8 << 20)
        (folder / f"{name}.public").write_bytes(made.administrator(f"house-of-{name}").to_bytes())
    for kind in ("testimony", "identity"):
        for number in (1, 2, 3):
            name = f"{kind}-{number}"
            made = make_keys(folder / f"{name}.key", name, PASSPHRASE, seeded(name), 8 << 20)
            (folder / f"{name}.seat").write_bytes(made.seat(f"house-{number}").to_bytes())
    for name, what in (
        ("vault", ("--role", "vault")),
        ("ledger", ("--role", "ledger")),
        ("curator-desk", ("--holder", "ines")),
        ("reviewer-desk", ("--holder", "tomas")),
    ):
        run("keys", "machine", folder / name, "--name", name, *what)
    return folder


def begin(people, folder, *more, refused=None):
    given = ["--log-origin", "log.leeward.example/test", "--vault-seal", people / "vault" / "seal.public"]
    given += [part for name in ("root-1", "root-2", "root-3") for part in ("--root", people / f"{name}.public")]
    given += [part for name in ("dalia", "emre") for part in ("--administrator", people / f"{name}.public")]
    given += [part for name in ("vault", "ledger") for part in ("--device", people / name / "public.cbor")]
    return run(
        "directory", "new", folder, *given, "--partner", "lantern", "--never-to", "ministry", *more, refused=refused
    )


def add(people, folder, kind="testimony", *more, refused=None, seats=None):
    given = ["--name", f"xa-{kind}", "--country", "xa", "--kind", kind, "--needed", 2]
    given += [part for number in (1, 2, 3) for part in ("--seat", people / f"{seats or kind}-{number}.seat")]
    given += [part for name in ("curator-desk", "reviewer-desk") for part in ("--desk", people / name / "public.cbor")]
    return run("directory", "add-compartment", folder, *given, *more, refused=refused)


def sign(people, folder, name, refused=None):
    unlock = ("--passphrase-file", people / "words")
    return run("directory", "sign", folder, "--key", people / f"{name}.key", *unlock, refused=refused)


@pytest.fixture
def papers(people, tmp_path):
    folder = tmp_path / "papers"
    begin(people, folder)
    add(people, folder)
    add(people, folder, "identity")
    return folder


def trusted(papers, number=1):
    raw = (papers / f"directory-{number}.cbor").read_bytes()
    return trust(SignedDirectory.from_bytes(raw), RootSet.from_bytes((papers / "roots.cbor").read_bytes()), TODAY)


def test_from_keys_to_a_directory_that_clients_trust(people, papers):
    assert "1 of 2 roots have signed." in sign(people, papers, "root-1")
    with pytest.raises(NotEnoughRoots):
        trusted(papers)
    assert "Ready" in sign(people, papers, "root-3")
    contents = trusted(papers).contents
    assert [one.name for one in contents.compartments] == ["xa-testimony", "xa-identity"]
    assert (contents.partners, contents.never_to) == ((Partner(partner="lantern"),), ("ministry",))
    shown = run("directory", "show", papers)
    for words in ("xa-testimony", "2 of 3", "lantern", "dalia", "shut out: ministry"):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_whoever_signs_is_told_of_a_country_to_which_nothing_can_be_sealed(people, tmp_path):
    folder = tmp_path / "half"
    begin(people, folder)
    add(people, folder)
    sign(people, folder, "root-1")
    assert "Nobody can report from xa by it" in sign(people, folder, "root-2")


def test_one_root_that_signs_twice_counts_once(people, papers):
    for _ in range(2):
        assert "1 of 2 roots have signed." in sign(people, papers, "root-1")
    with pytest.raises(NotEnoughRoots):
        trusted(papers)


def test_a_key_that_is_no_root_does_not_sign(people, papers):
    sign(people, papers, "stranger", refused=NotInDraft)
    assert not (papers / "directory-1.cbor").exists()


def test_a_draft_that_changed_after_the_first_signature_starts_over(people, papers):
    sign(people, papers, "root-1")
    drafts.save(papers, drafts.filled(drafts.load(papers), work_bits=9))
    assert "1 of 2 roots have signed." in sign(people, papers, "root-2")
    with pytest.raises(NotEnoughRoots):
        trusted(papers)
    sign(people, papers, "root-1")
    assert trusted(papers).contents.work_bits == 9


def test_nobody_signs_a_directory_that_no_client_would_trust(people, tmp_path):
    """However it came into the draft: found before the first signature, not after the last."""
    folder = tmp_path / "papers"
    begin(people, folder)
    add(people, folder)
    draft = drafts.load(folder)
    drafts.save(folder, draft.model_copy(update={"compartments": draft.compartments * 2}))
    sign(people, folder, "root-1", refused=Contradictory)
    assert not (folder / "directory-1.cbor").exists()


def test_custodians_of_two_kinds_are_refused_when_they_are_added(people, tmp_path):
    folder = tmp_path / "papers"
    begin(people, folder)
    add(people, folder)
    held = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert "Nothing was added" in add(people, folder, "identity", seats="testimony", refused=NotInDraft)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == held
    add(people, folder, "identity")


@pytest.mark.parametrize(
    ("given", "words"), [(("--country", "XA"), "two small letters"), (("--country", "xab"), "two")]
)
def test_a_country_that_no_report_could_name_is_refused(people, tmp_path, given, words):
    begin(people, tmp_path / "papers")
    assert words in add(people, tmp_path / "papers", "testimony", *given, refused=NotInDraft)


def test_no_compartment_opens_for_one_alone(people, tmp_path):
    begin(people, tmp_path / "papers")
    add(people, tmp_path / "papers", "testimony", "--needed", 1, refused=SystemExit)


def test_the_public_half_is_said_as_a_policy_writes_it(people, tmp_path):
    for number, given in enumerate((("machine", tmp_path / "m", "--role", "vault"), ("person", tmp_path / "p.key"))):
        more = ("--organisation", "mill", "--passphrase-file", people / "words") if number else ()
        said = run("keys", *given, "--name", "somebody", *more)
        kind, file = ((Administrator, "p.public"), (Device, "m/public.cbor"))[1 - number]
        public = kind.from_bytes((tmp_path / file).read_bytes())
        assert f"Public signing key: {public.sign_key.hex()}" in said
        assert str(tmp_path / file) in said


def test_its_successor_names_it_and_follows_it(people, papers):
    run("directory", "renew", papers, refused=NotInDraft)
    sign(people, papers, "root-1")
    run("directory", "renew", papers, refused=NotEnoughRoots)
    sign(people, papers, "root-2")
    first = trusted(papers)
    assert "directory 2" in run("directory", "renew", papers)
    for root in ("root-2", "root-3"):
        sign(people, papers, root)
    raw = SignedDirectory.from_bytes((papers / "directory-2.cbor").read_bytes())
    roots = RootSet.from_bytes((papers / "roots.cbor").read_bytes())
    assert trust(raw, roots, TODAY, first).contents.previous == first.hash


def test_a_compartment_that_is_there_keeps_its_recovery_key(people, papers):
    key = papers / "xa-testimony.recovery.key"
    before = key.read_bytes()
    add(people, papers, refused=AlreadyThere)
    assert key.read_bytes() == before
    held = drafts.load(papers).compartments[0].recovery_key
    assert SealKey(bytes.fromhex(before.decode())).public == held
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.unlink()  # split among the root holders and destroyed, as it should be
    add(people, papers, refused=AlreadyThere)
    assert not key.exists()


def test_a_directory_that_could_not_be_begun_can_be_begun_again(people, tmp_path):
    folder = tmp_path / "papers"
    begin(people, folder, "--partner", "Lantern House", refused=NotUsable)
    begin(people, folder, "--root", people / "words", refused=NotUsable)
    begin(people, folder)
    begin(people, folder, refused=AlreadyThere)


def test_what_is_wrong_is_named_and_never_repeated(people, papers, tmp_path):
    (tmp_path / "recovery").write_bytes(b"canary")
    said = add(people, papers, "evidence", "--recovery", tmp_path / "recovery", refused=NotUsable, seats="identity")
    assert "canary" not in said
    add(people, papers, "evidence", "--needed", 4, refused=NotInDraft, seats="identity")
    assert not list(papers.glob("xa-evidence*"))
    run("directory", "show", tmp_path, refused=NotADraft)
    run("directory", "show", papers, refused=NotInDraft)
    (papers / "draft.cbor").write_bytes(b"canary")
    assert "canary" not in run("directory", "show", papers, refused=NotADraft)
    for error in FounderError.__subclasses__():
        assert str(error())


def test_a_machines_keys_are_made_once_and_read_by_their_owner_alone(people, tmp_path):
    run("keys", "machine", tmp_path / "m", "--name", "Intake One", "--role", "intake", refused=NotUsable)
    assert not (tmp_path / "m").exists()
    run("keys", "machine", tmp_path / "m", "--name", "intake", "--role", "intake")
    before = (tmp_path / "m" / "sign.key").read_bytes()
    assert stat.S_IMODE((tmp_path / "m" / "sign.key").stat().st_mode) == 0o600
    run("keys", "machine", tmp_path / "m", "--name", "intake", "--role", "intake", refused=AlreadyThere)
    assert (tmp_path / "m" / "sign.key").read_bytes() == before
    (tmp_path / "m" / "sign.key").chmod(0o640)
    with pytest.raises(NotUsable):
        read_seed(tmp_path / "m" / "sign.key")


def test_an_administrators_key_goes_to_a_page_in_a_file_that_its_code_opens(people, tmp_path):
    file = tmp_path / "for-the-page"
    said = run("keys", "for-page", file, "--key", people / "dalia.key", "--passphrase-file", people / "words")
    code = re.search(r"[0-9]{3}( [0-9]{3}){13}", said)[0]
    carried = CarriedFile.from_bytes(file.read_bytes())
    signer = open_carried_signer(carried, code)
    assert signer.administrator == "dalia"
    assert SignKey(signer.sign_seed).public.hex() in (people / "dalia.public").read_bytes().hex()
    assert signer.sign_seed.hex() not in repr(signer)
    with pytest.raises(Malformed):
        open_carried(carried, code)
    with pytest.raises(CannotOpen):
        open_carried_signer(carried, ("001" if code.startswith("000") else "000") + code[3:])
    before = file.read_bytes()
    run(
        "keys",
        "for-page",
        file,
        "--key",
        people / "dalia.key",
        "--passphrase-file",
        people / "words",
        refused=FileExists,
    )
    assert file.read_bytes() == before


# The policy


@pytest.fixture
def bundle(tmp_path):
    for file in (ROOT / "docs/policy.toml", CEDAR / "schema.cedarschema", CEDAR / "base.cedar"):
        shutil.copyfile(file, tmp_path / file.name)
    return tmp_path / "policy.toml"


def sign_policy(people, bundle, name, refused=None):
    given = ("--out", bundle.with_suffix(".cbor"), "--key", people / f"{name}.key")
    return run("policy", "sign", bundle, *given, "--passphrase-file", people / "words", refused=refused)


def test_two_administrators_make_a_policy_that_clients_trust(people, papers, bundle):
    for root in ("root-1", "root-2"):
        sign(people, papers, root)
    for _ in range(2):
        assert "one more is needed" in sign_policy(people, bundle, "dalia")
    signed = bundle.with_suffix(".cbor")
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(SignedPolicy.from_bytes(signed.read_bytes()), trusted(papers))
    assert "signed by dalia, emre. It holds if" in sign_policy(people, bundle, "emre")
    contents = trust_policy(SignedPolicy.from_bytes(signed.read_bytes()), trusted(papers)).contents
    assert contents.release.finest_place is Place.FIRST_LEVEL
    assert (contents.staff[0].roles, contents.staff[0].audience) == ((Role.ANALYST,), Audience.CONSORTIUM)
    assert '"signed_by": [\n    "dalia",\n    "emre"\n  ]' in run("policy", "show", signed, "--json")


def approve(people, file, name, *more, refused=None):
    return run(
        "policy", "approve", file, "--key", people / f"{name}.key", "--passphrase-file", people / "words", *more,
        refused=refused,
    )  # fmt: skip


def test_a_draft_of_the_pages_is_signed_and_approved_without_a_page(people, papers, bundle, tmp_path):
    for root in ("root-1", "root-2"):
        sign(people, papers, root)
    before = read_bundle(bundle)
    claimed = SignedPolicy(bundle=before.to_bytes(), signatures=())
    draft, next_one = before.model_copy(update={"version": 2, "previous": policy_hash(claimed)}), tmp_path / "next.cbor"
    draft = draft.model_copy(update={"release": draft.release.model_copy(update={"k": 3})})
    next_one.write_bytes(SignedPolicy(bundle=draft.to_bytes(), signatures=()).to_bytes())
    (tmp_path / "now.cbor").write_bytes(claimed.to_bytes())
    told = approve(people, next_one, "dalia", "--in-force", tmp_path / "now.cbor", "--yes", "--out", next_one)
    assert "loosening   k: 5 → 3" in told
    assert "It loosens something." in told
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(SignedPolicy.from_bytes(next_one.read_bytes()), trusted(papers))
    told = approve(people, next_one, "emre", "--yes", "--out", next_one)
    assert "Said to be signed by: dalia." in told
    signed = SignedPolicy.from_bytes(next_one.read_bytes())
    assert trust_policy(signed, trusted(papers)).contents.release.k == 3
    assert signed.signatures[1].signature.hex() in told
    told = approve(people, next_one, "emre", "--in-force", next_one, "--yes")
    assert "It was NOT made from that policy" in told


def test_what_is_no_policy_is_not_approved(people, bundle, tmp_path):
    (tmp_path / "x.cbor").write_bytes(SignedPolicy(bundle=b"x", signatures=()).to_bytes())
    approve(people, tmp_path / "x.cbor", "dalia", "--yes", refused=NotUsable)
    (tmp_path / "y.cbor").write_text("notes")
    approve(people, tmp_path / "y.cbor", "dalia", "--yes", refused=NotUsable)


def test_a_policy_that_changed_after_the_first_signature_is_not_written_over_it(people, bundle):
    sign_policy(people, bundle, "dalia")
    signed = bundle.with_suffix(".cbor")
    before = signed.read_bytes()
    bundle.write_text(bundle.read_text().replace("k = 5", "k = 3"))
    assert "Nothing was written" in sign_policy(people, bundle, "emre", refused=AlreadyThere)
    assert signed.read_bytes() == before
    signed.unlink()
    assert "one more is needed" in sign_policy(people, bundle, "emre")


def test_what_is_no_policy_is_not_written_over(people, bundle):
    bundle.with_suffix(".cbor").write_text("notes")
    sign_policy(people, bundle, "dalia", refused=NotUsable)
    assert bundle.with_suffix(".cbor").read_text() == "notes"


def test_a_policy_is_shown_as_it_was_written_with_its_cedar_text_line_by_line(people, bundle):
    sign_policy(people, bundle, "dalia")
    shown = run("policy", "show", bundle.with_suffix(".cbor"))
    assert shown.startswith("# Policy 1 of 2026-11-21. Signed by: dalia.\n")
    settings, _, cedar = shown.partition("\n# The Cedar schema\n")
    written = tomllib.loads(bundle.read_text())
    given = tomllib.loads(settings)
    assert given["release"].items() >= written["release"].items()
    assert given["staff"] == written["staff"]
    assert (given["grants"], given["areas"]) == (written["grants"], written["areas"])
    assert [one.items() >= two.items() for one, two in zip(given["golden"], written["golden"], strict=True)] == [
        True
    ] * 2
    for file in (CEDAR / "schema.cedarschema", CEDAR / "base.cedar"):
        assert textwrap.indent(file.read_text(), "    ", lambda _: True) in cedar


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("policy.toml", '"Arvania"', '"\\u202eainavrA \\u0627"'),
        ("base.cedar", "permit", "// \x1b[2J\npermit"),
        ("base.cedar", "permit", "// a comment\rpermit"),
    ],
)
def test_nobody_signs_a_policy_with_a_sign_that_a_terminal_would_obey_or_hide(people, bundle, file, old, new):
    text = bundle.parent / file
    text.write_text(text.read_text().replace(old, new, 1), newline="")
    assert not set(sign_policy(people, bundle, "dalia", refused=NotUsable)) & {"\x1b", "\r", "\u202e"}
    assert not bundle.with_suffix(".cbor").exists()


def test_what_a_terminal_would_obey_or_hide_is_shown_by_its_number():
    assert plain("\u202eainavrA \u0627\x1b[2J\r") == "\\u202eainavrA \u0627\\u001b[2J\\u000d"


def test_what_looks_like_nothing_or_like_another_letter_is_shown_by_its_number(people, bundle):
    """A rule for Device::"desk-xa" and an unseen mark, or with an a of another alphabet, is a rule for nobody."""
    bundle.write_text(bundle.read_text().replace('"Arvania"', '"Arv\u034fania\ufe0f\u3164 \u0627"'))
    cedar = bundle.parent / "base.cedar"
    cedar.write_text(cedar.read_text() + 'forbid (principal == Device::"desk-x\u0430", action, resource);\n')
    sign_policy(people, bundle, "dalia")
    shown = run("policy", "show", bundle.with_suffix(".cbor"))
    assert "Arv\\u034fania\\ufe0f\\u3164 \u0627" in shown
    assert "desk-x\\u0430" in shown


def test_no_text_of_cedar_can_pass_for_another_section(people, bundle):
    """An annotation may hold line breaks, so a schema could show policies that are not those that follow."""
    schema = bundle.parent / "schema.cedarschema"
    schema.write_text(schema.read_text() + '\n@doc("\n# The Cedar policies\n\n")\nentity Nobody;\n')
    sign_policy(people, bundle, "dalia")
    shown = run("policy", "show", bundle.with_suffix(".cbor"))
    assert shown.splitlines().count("# The Cedar policies") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("k = 5", "k = 'canary'"),
        ("k = 5", "canary = 5"),
        ('"week"', '"canary"'),
        ("version = 1", "version = "),
        ('"base.cedar"', '"../canary"'),
        ('"base.cedar"', "7"),
        ("[custody]", "[[custody]]"),
        ('sign_key = "2b', 'sign_key = "canary'),
        ('roles = ["analyst"]', 'roles = ["canary"]'),
        ('asker = "analyst"', 'asker = "canary"'),
        ("allowed = true", "canary = true"),
    ],
)
def test_a_policy_that_does_not_hold_is_refused_without_repeating_it(people, bundle, old, new):
    (bundle.parent.parent / "canary").write_text("secret")
    text = bundle.read_text()
    assert old in text
    bundle.write_text(text.replace(old, new))
    said = sign_policy(people, bundle, "dalia", refused=NotUsable)
    assert "secret" not in said
    assert "canary" not in said.replace("release.canary", "").replace("golden.0.canary", "")
    assert not bundle.with_suffix(".cbor").exists()
