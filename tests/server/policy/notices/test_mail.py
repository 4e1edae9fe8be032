"""Notices by mail: over TLS or not at all, and nothing in them but that something may wait."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from pydantic import SecretStr

from protocol.primitives import system_random
from server.policy.languages import LANGUAGES
from server.policy.notices.errors import NotSent
from server.policy.notices.mail import MailServer, Tls, connected, message, send_mail
from server.policy.notices.words import SIZE, Notice, Occasion, TooLong, notice
from server.policy.staff_pages.texts import Texts
from tests.server.policy.notices.mail_sink import certify, sinking

pytestmark = pytest.mark.anyio
NOW = 1_800_000_000.0
DAILY = notice(Occasion.DAILY, "en")


async def send(server: MailServer, address: str = "asha@example.org", said: Notice = DAILY) -> None:
    async with connected(server) as client:
        await send_mail(client, server, address, said, NOW, system_random)


@pytest.mark.parametrize("tls", Tls)
async def test_a_notice_arrives_over_tls_and_says_that_something_may_wait(tmp_path: Path, tls: Tls) -> None:
    async with sinking(tmp_path, tls) as sink:
        await send(sink.server())
    [(sender, recipient, _)] = sink.kept
    [told] = sink.messages()
    assert (sender, recipient) == ("FROM:<leeward@consortium.example>", "asha@example.org")
    assert told.get_content().rstrip() == (
        "Something may wait for you. Open Leeward. This comes every day, whether anything waits or not."
    )
    assert told["subject"] == "Leeward"
    assert set(sink.plain) <= {"EHLO consortium.example", "STARTTLS"}


async def test_a_server_that_offers_no_tls_is_handed_nothing(tmp_path: Path) -> None:
    async with sinking(tmp_path, Tls.STARTTLS, offers_tls=False) as sink:
        with pytest.raises(NotSent):
            await send(sink.server())
    assert sink.kept == []
    assert not any(line.startswith(("AUTH", "MAIL")) for line in sink.plain)


@pytest.mark.parametrize("tls", Tls)
async def test_a_server_whose_certificate_nobody_here_believes_is_handed_nothing(tmp_path: Path, tls: Tls) -> None:
    other = certify(tmp_path, "other.example")
    async with sinking(tmp_path, tls) as sink:
        for authorities in (None, other):
            with pytest.raises(NotSent):
                await send(sink.server(authorities=authorities))
        for host in ("127.0.0.1",):  # its certificate is of another name
            with pytest.raises(NotSent):
                await send(sink.server(host=host))
    assert sink.kept == []


async def test_a_wrong_password_an_unknown_box_and_a_server_that_is_away_are_refusals_of_ours(tmp_path: Path) -> None:
    async with sinking(tmp_path, refuses={"nobody@example.org"}) as sink:
        with pytest.raises(NotSent):
            await send(sink.server(password=SecretStr("wrong")))
        with pytest.raises(NotSent):
            await send(sink.server(), "nobody@example.org")
        with pytest.raises(NotSent):
            await send(sink.server(), "añá@example.org")
        await send(sink.server())
    assert len(sink.kept) == 1
    with pytest.raises(NotSent):
        await send(sink.server())


def test_all_notices_have_one_size_and_differ_in_nothing_but_the_text(tmp_path: Path) -> None:
    server = MailServer("mail.example", 465, Tls.IMPLICIT, "leeward@consortium.example")
    made = [
        message(server, "asha@example.org", notice(occasion, language), NOW, system_random)
        for occasion, language in itertools.product(Occasion, LANGUAGES)
    ]
    assert len({len(one) for one in made}) == 1
    heads = {one.partition(b"\r\n\r\n")[0].split(b"Message-ID")[0] for one in made}
    assert len(heads) == 1
    assert all(len(one.text) == SIZE for one in (notice(*each) for each in itertools.product(Occasion, LANGUAGES)))


def test_a_text_that_does_not_fit_is_not_sent_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Texts, "say", lambda _self, _name: "x" * (SIZE + 1))
    with pytest.raises(TooLong):
        notice(Occasion.DAILY, "en")


def test_a_password_does_not_print() -> None:
    server = MailServer("mail.example", 465, Tls.IMPLICIT, "a@b.example", "me", SecretStr("very secret"))
    assert "secret" not in repr(server)
