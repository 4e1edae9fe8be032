"""`leeward staff` on the zone's machine, and the zone that serves the pages from its settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from protocol.directory import DeviceRole
from protocol.orders import TargetKind
from server import cli
from server.policy.accounts import sessions
from server.policy.accounts.errors import NotSignedIn
from server.policy.accounts.settings import _secrets_in, staff_world
from server.policy.rounds import rounds
from server.policy.start import opened
from server.settings import NotPrivate
from tests.conftest import Databases
from tests.orders import by_administrators, stop
from tests.server.policy.served_staff import consortium_of_today, write_config
from tests.server.policy.staff_browser import Browser
from tests.server.policy.staff_world import Staff
from tests.server.policy.test_policy_zone import Zone, settings_of

ORIGIN = "http://localhost:8405"


@pytest.fixture
def config(tmp_path: Path, databases: Databases) -> Path:
    """policy.toml of a zone that runs today."""
    return write_config(tmp_path, databases, 8405, consortium_of_today())


def typed(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["leeward", *words.split()])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_a_link_is_made_on_the_machine_and_only_for_people_of_the_papers(
    config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, link, _ = typed(f"staff invite dalia --config {config}", monkeypatch, capsys)
    assert status == 0
    assert re.fullmatch(rf"{ORIGIN}/staff/invitation#[\w-]{{43}}\n", link)
    status, link, said = typed(f"staff invite mallory --config {config}", monkeypatch, capsys)
    assert (status, link) == (1, "")
    assert "The signed papers name nobody like this." in said
    status, links, _ = typed(f"staff invite esteban analyst-amara --config {config}", monkeypatch, capsys)
    assert (status, len(set(links.splitlines()))) == (0, 2)
    assert typed(f"staff invite analyst-boris mallory --config {config}", monkeypatch, capsys)[:2] == (1, "")


def test_an_organisations_sign_in_is_set_on_the_machine(
    config: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = f"staff organisation board --issuer https://id.example.org --client-id leeward --config {config}"
    assert typed(words, monkeypatch, capsys)[0] == 0
    assert typed(words.replace("https://", "http://"), monkeypatch, capsys)[0] == 1


def test_without_pages_in_the_settings_nobody_is_invited(
    config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(config.read_text().rpartition("\n")[0])
    status, _, said = typed(f"staff invite dalia --config {config}", monkeypatch, capsys)
    assert (status, "There are no pages here." in said) == (1, True)


@pytest.mark.anyio
async def test_a_zone_with_pages_in_its_settings_serves_them(zone: Zone) -> None:
    settings = settings_of(zone, zone.consortium.devices[DeviceRole.POLICY]).model_copy(update={"pages": ORIGIN})
    async with opened(settings, zone.world.clock) as app:
        browser = Browser.at(app, ORIGIN)
        page = await browser.go("/staff/sign-in")
        await browser.client.aclose()
    assert page.status_code == 200
    assert page.headers["set-cookie"].startswith("leeward-browser="), "without https the name promises less"


@pytest.mark.anyio
async def test_whom_an_order_suspends_has_no_session_any_more_at_once(staff: Staff) -> None:
    """As start.py wires it: by the orders that this zone holds."""
    world = staff.zone.world
    staff.world = staff_world(world, staff.world.origin.text, None, staff.world.issuers)
    cookie = await staff.sign_in(await staff.registered("analyst-amara"))
    await sessions.find(staff.world, cookie)
    order = stop(TargetKind.PERSON, "analyst-amara")
    world.pinned.take_orders([by_administrators(staff.zone.consortium, order, "dalia")])
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, cookie)
    assert await staff.rows("sessions") == []


@pytest.mark.anyio
async def test_accounts_have_a_round_of_their_own(staff: Staff) -> None:
    await staff.session("dalia")
    staff.suspended.add("dalia")
    made = {one.name: one for one in rounds(staff.zone.world, staff.world)}
    assert made["accounts"].seconds() <= 60
    await made["accounts"].act()
    assert await staff.rows("sessions") == []


@pytest.mark.parametrize(
    "origin", ["https://staff.example.org", "https://staff.example.org:8443", "http://localhost:80"]
)
@pytest.mark.anyio
async def test_where_pages_can_be(zone: Zone, origin: str) -> None:
    good = settings_of(zone, zone.consortium.devices[DeviceRole.POLICY])
    assert type(good)(**(dict(good) | {"pages": origin})).pages == origin


@pytest.mark.parametrize("origin", ["http://staff.example.org", "https://staff.example.org/", "staff.example.org", ""])
@pytest.mark.anyio
async def test_where_pages_cannot_be(zone: Zone, origin: str) -> None:
    good = settings_of(zone, zone.consortium.devices[DeviceRole.POLICY])
    with pytest.raises(ValueError, match="pages"):
        type(good)(**(dict(good) | {"pages": origin}))


def test_an_organisations_secret_is_a_private_file_and_never_one_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "outside.secret").write_text("outside")
    (kept := tmp_path / "secrets" / "board.secret").write_text("a secret\n")
    kept.chmod(0o600)
    secret = _secrets_in(tmp_path / "secrets")
    found = secret("board")
    assert found is not None
    assert found.get_secret_value() == "a secret"
    assert secret("../outside") is None
    assert secret("nobody") is None
    assert _secrets_in(None)("board") is None
    kept.chmod(0o644)
    with pytest.raises(NotPrivate):
        secret("board")
