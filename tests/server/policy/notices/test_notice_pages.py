"""The page on which somebody says how and when they are told; and what an operator types to look at the ways."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.policy.api import create_app
from server.policy.notices.mail import Tls
from server.policy.notices.settings import hook_sender, mail_server
from server.policy.notices.ways import Ways
from server.policy.start import Settings
from server.settings import NotPrivate, NotReadable, NotValid, read_settings
from tests.conftest import Databases
from tests.server.policy.notices.mail_sink import certify
from tests.server.policy.notices.test_webhooks import HOOK, KEY, PUBLIC, Receiver
from tests.server.policy.served_staff import consortium_of_today, write_config
from tests.server.policy.staff_browser import Browser, answered
from tests.server.policy.staff_world import Staff
from tests.server.policy.test_staff_commands import typed
from tests.server.policy.test_staff_pages import APPROVED, signed_in

NOTICES, PREFERENCES = "/staff/notices", "/staff/preferences"
ASHA = "custodian-xa-testimony-1"


@pytest.fixture
async def browser(staff: Staff) -> AsyncIterator[Browser]:
    world = replace(staff.world, ways=Ways(hooks=Receiver().sender(PUBLIC)))
    opened = Browser.at(create_app(staff.zone.world, world))
    yield opened
    await opened.client.aclose()


@pytest.mark.anyio
async def test_somebody_chooses_a_webhook_and_is_shown_its_secret(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, ASHA)
    await browser.go(NOTICES)
    assert "whsec_" not in browser.text
    assert 'value="mail"' not in browser.page.text
    chosen = {"way": "webhook", "hour": "7", "zone": "Africa/Nairobi", "hook": HOOK}
    await browser.send(NOTICES, browser.form(NOTICES).fields | chosen)
    assert f"By a webhook, at 07:00 by the clock of Africa/Nairobi. Webhook: {HOOK}." in browser.text
    await browser.fill(APPROVED, key)
    assert browser.page.url.path == NOTICES
    assert "whsec_" in browser.text
    [row] = await staff.rows("notices")
    kept = (row["person"], row["way"], row["hour"], row["zone"], row["hook"])
    assert kept == (ASHA, "webhook", 7, "Africa/Nairobi", HOOK)
    assert KEY.hex() not in str(row)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "wrong",
    [
        {"way": "pigeon"},
        {"hour": "24"},
        {"hour": "x"},
        {"hour": "-1"},
        {"zone": "Mars/Olympus"},
        {"hook": "https://127.0.0.1/"},
        {"way": "webhook", "hook": ""},
    ],
)
async def test_a_choice_that_cannot_be_is_refused_and_changes_nothing(
    staff: Staff, browser: Browser, wrong: dict[str, str]
) -> None:
    await signed_in(browser, staff, ASHA)
    await browser.go(NOTICES)
    chosen = {"way": "none", "hour": "7", "zone": "UTC", "hook": HOOK} | wrong
    page = await browser.send(NOTICES, browser.form(NOTICES).fields | chosen)
    assert page.status_code == 422
    assert await staff.rows("notices") == []


@pytest.mark.anyio
async def test_a_stolen_session_turns_no_notices_off_and_leads_none_elsewhere(staff: Staff, browser: Browser) -> None:
    """What is sent without a fresh passkey, with an old answer, or with one for another choice, changes nothing."""
    key = await signed_in(browser, staff, ASHA)
    chosen = {"way": "webhook", "hour": "7", "zone": "UTC", "hook": HOOK}
    await browser.go(NOTICES)
    await browser.send(NOTICES, browser.form(NOTICES).fields | chosen)
    confirmed = answered(browser.form(APPROVED), key)
    await browser.send(APPROVED, confirmed)
    kept = await staff.rows("notices")
    assert len(kept) == 1
    assert (await browser.send(APPROVED, confirmed)).status_code == 403
    for wrong in ({"response": ""}, {"subject": f"webhook 7 UTC {HOOK}/of-a-thief"}):
        await browser.go(NOTICES)
        await browser.send(NOTICES, browser.form(NOTICES).fields | chosen | {"way": "none"})
        page = await browser.send(APPROVED, answered(browser.form(APPROVED), key) | wrong)
        assert page.status_code == 403
    assert await staff.rows("notices") == kept


@pytest.mark.anyio
async def test_a_stolen_session_sends_nobodys_mail_elsewhere(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, ASHA)
    form = browser.form(PREFERENCES).fields | {"language": "en"}
    await browser.send(PREFERENCES, form | {"address": "asha@example.org"})
    await browser.fill(APPROVED, key)
    assert browser.page.url.path == "/staff/"
    for address in ("thief@example.org", ""):
        await browser.send(PREFERENCES, form | {"address": address})
        asked = browser.form(APPROVED).fields
        for changed in ({}, {"response": key.get(browser.form(APPROVED).options), "subject": f"x{address}"}):
            assert (await browser.send(APPROVED, asked | changed)).status_code in {403, 422}
    assert [row["address"] for row in await staff.rows("accounts") if row["person"] == ASHA] == ["asha@example.org"]


def config_with(folder: Path, databases: Databases, *lines: str) -> Path:
    file = write_config(folder, databases, 8405, consortium_of_today())
    file.write_text("\n".join([file.read_text(), *lines]))
    return file


def secret(folder: Path, name: str, text: str, mode: int = 0o600) -> None:
    (folder / name).touch(mode=0o600)
    (folder / name).write_text(text)
    (folder / name).chmod(mode)


MAIL = ('smtp_host = "mail.example.org"', 'smtp_sender = "leeward@example.org"')


def test_settings_say_where_mail_is_handed_in(tmp_path: Path, databases: Databases) -> None:
    secret(tmp_path, "mail.password", "hush\n")
    lines = (*MAIL, 'smtp_user = "leeward"', 'smtp_password_file = "mail.password"', 'smtp_tls = "starttls"')
    server = mail_server(read_settings(Settings, config_with(tmp_path, databases, *lines), {}))
    assert server is not None
    assert (server.host, server.port, server.tls, server.domain) == (
        "mail.example.org",
        587,
        Tls.STARTTLS,
        "example.org",
    )
    assert server.password is not None
    assert server.password.get_secret_value() == "hush"


@pytest.mark.parametrize(
    "lines", [MAIL[:1], MAIL[1:], (*MAIL, 'smtp_user = "x"'), (*MAIL, 'smtp_tls = "none"'), ("urgent_seconds = 1",)]
)
def test_settings_that_say_half_are_refused(tmp_path: Path, databases: Databases, lines: tuple[str, ...]) -> None:
    with pytest.raises(NotValid):
        read_settings(Settings, config_with(tmp_path, databases, *lines), {})


def test_a_password_that_others_can_read_is_not_used(tmp_path: Path, databases: Databases) -> None:
    secret(tmp_path, "mail.password", "hush", mode=0o604)
    lines = (*MAIL, 'smtp_user = "leeward"', 'smtp_password_file = "mail.password"')
    with pytest.raises(NotPrivate):
        mail_server(read_settings(Settings, config_with(tmp_path, databases, *lines), {}))


def test_an_operator_is_told_what_is_missing(
    tmp_path: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = config_with(tmp_path, databases)
    status, said, _ = typed(f"notices check --config {config}", monkeypatch, capsys)
    assert status == 1
    assert "Mail: not set up." in said
    assert "Webhooks: not set up." in said
    for words in ("--mail a@example.org", f"--webhook {HOOK}"):
        status, _, said = typed(f"notices test {words} --config {config}", monkeypatch, capsys)
        assert (status, "not set up here" in said) == (1, True)
    certify(tmp_path)
    config.write_text(
        "\n".join([config.read_text(), 'smtp_host = "localhost"', MAIL[1], "smtp_port = 1", 'smtp_tls = "starttls"'])
    )
    status, _, said = typed(f"notices check --config {config}", monkeypatch, capsys)
    assert status == 1
    assert 'does not take mail from us. Look at: its name and port; that it begins TLS as smtp_tls = "starttls"' in said


def test_a_webhook_inside_is_refused_when_an_operator_tries_it(
    tmp_path: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret(tmp_path, "webhook.key", KEY.hex())
    config = config_with(tmp_path, databases, 'webhook_key_file = "webhook.key"')
    assert typed(f"notices check --config {config}", monkeypatch, capsys)[0] == 0
    for hook, why in (("https://nobody.invalid/", "not on the public internet"), ("https://127.0.0.1/", "is https")):
        status, said, wrong = typed(f"notices test --webhook {hook} --config {config}", monkeypatch, capsys)
        assert (status, said) == (1, "")
        assert why in wrong
    secret(tmp_path, "webhook.key", "short")
    with pytest.raises(NotReadable):
        hook_sender(read_settings(Settings, config, {}))
