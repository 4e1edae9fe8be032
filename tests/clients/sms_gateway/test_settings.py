"""Settings are checked whole before anything starts, and a wrong one is named without its value."""

from __future__ import annotations

from pathlib import Path

import pytest

from clients.sms_gateway.errors import BadSettings
from clients.sms_gateway.settings import Settings, read_settings

GOOD = """
folder = "journal"
pinned = "pinned"
intake = "http://127.0.0.1:1"
country = "xa"
public_url = "https://sms.example.org/base/"
[[source]]
name = "cloud"
kind = "twilio"
secret_file = "cloud.secret"
[[source]]
name = "shop"
kind = "generic"
secret_file = "shop.secret"
form = "form"
id = "ID"
text = "message"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gateway.toml"


def read(file: Path, text: str) -> Settings:
    file.write_text(text)
    return read_settings(file)


def test_good_settings_have_whole_paths_and_addresses_to_give_away(file: Path) -> None:
    settings = read(file, GOOD)
    assert (settings.host, settings.port) == ("127.0.0.1", 8470)
    assert settings.folder == file.parent / "journal"
    assert settings.sources[1].secret_file == file.parent / "shop.secret"
    assert settings.webhook_url(settings.sources[0]) == "https://sms.example.org/base/v1/webhooks/cloud"
    assert settings.sources[1].text_field == "message"


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('country = "xa"', 'country = "CANARY"'),
        ('country = "xa"', ""),
        ('country = "xa"', 'country = "xa"\nsurplus = 1'),
        ('country = "xa"', 'country = "xa"\nport = 0'),
        ('country = "xa"', 'country = "xa"\nproxy = "socks5://127.0.0.1:9050"'),
        ("http://127.0.0.1:1", "http://abc.onion"),
        ("http://127.0.0.1:1", "ftp://intake"),
        ('public_url = "https://sms.example.org/base/"', ""),
        ("https://sms.example.org/base/", "https://sms.example.org/?a=1"),
        ('name = "shop"', 'name = "cloud"'),
        ('name = "shop"', 'name = "../shop"'),
        ('kind = "generic"', 'kind = "vonage-md5"'),
        ('kind = "generic"', 'kind = "sms-gate"'),
        ('text = "message"', 'text = "ID"'),
        ('text = "message"', 'text = "message"\nsegment_place = "part"'),
        ('text = "message"', 'text = "message"\nsegment_reference = "a"\nsegment_place = "a"\nsegment_count = "b"'),
        ('kind = "twilio"', 'kind = "twilio"\nsegment_reference = "a"\nsegment_place = "b"\nsegment_count = "c"'),
        ('form = "form"', 'form = "xml"'),
        ("[[source]]", "[[nothing]]"),
        ("[[source]]", "[source"),
    ],
)
def test_a_wrong_setting_is_refused_without_its_value(file: Path, part: str, instead: str) -> None:
    assert part in GOOD
    with pytest.raises(BadSettings) as refused:
        read(file, GOOD.replace(part, instead))
    assert "CANARY" not in str(refused.value)


def test_a_secret_that_others_may_read_is_refused(file: Path) -> None:
    source = read(file, GOOD).sources[1]
    source.secret_file.write_text("a-secret-of-the-provider-0123456789\n")
    source.secret_file.chmod(0o640)
    with pytest.raises(BadSettings):
        source.read_secret()
    source.secret_file.chmod(0o600)
    secret = source.read_secret()
    assert secret.get_secret_value() == b"a-secret-of-the-provider-0123456789"
    assert "provider" not in repr(secret)


@pytest.mark.parametrize("secret", ["", "\n", "short"])
def test_a_secret_that_can_be_guessed_is_refused(file: Path, secret: str) -> None:
    source = read(file, GOOD).sources[1]
    source.secret_file.touch(mode=0o600)
    source.secret_file.write_text(secret)
    with pytest.raises(BadSettings):
        source.read_secret()


def test_a_secret_that_is_not_there_is_refused(file: Path) -> None:
    with pytest.raises(BadSettings):
        read(file, GOOD).sources[0].read_secret()
