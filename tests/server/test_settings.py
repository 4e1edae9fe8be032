"""What a zone is told, and how it refuses to be told wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from server.settings import (
    MAX_FILE_BYTES,
    DatabaseUrl,
    KeySeed,
    NotPrivate,
    NotReadable,
    NotValid,
    PeerUrl,
    PinnedFolder,
    PinnedWithPolicy,
    SecretInTheEnvironment,
    SecretInTheOpen,
    SettingsError,
    ZoneSettings,
    read_database_url,
    read_secret,
    read_settings,
)

URL = "postgresql://vault_openings:canary@/vault"


class VaultSettings(ZoneSettings):
    database_url: SecretStr
    directory: Path = Path("directory.cbor")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "vault.url").write_text(URL + "\n")
    (tmp_path / "vault.url").chmod(0o600)
    return tmp_path / "vault.toml"


def test_a_file_is_read_and_a_secret_comes_from_a_file_of_its_own(file) -> None:
    file.write_text('port = 7001\ndatabase_url_file = "vault.url"\ndirectory = "pinned/directory.cbor"')
    settings = read_settings(VaultSettings, file, {})
    assert (settings.host, settings.port) == ("127.0.0.1", 7001)
    assert settings.database_url.get_secret_value() == URL
    assert settings.directory == file.parent / "pinned/directory.cbor"


def test_the_environment_wins_over_the_file(file) -> None:
    file.write_text('port = 7001\ndatabase_url_file = "vault.url"')
    other = URL.replace("canary", "other")
    settings = read_settings(VaultSettings, file, {"LEEWARD_PORT": "7002", "LEEWARD_DATABASE_URL": other})
    assert settings.port == 7002
    assert settings.database_url.get_secret_value() == other


def test_the_environment_alone_is_enough(file) -> None:
    environment = {"LEEWARD_PORT": "7001", "LEEWARD_DATABASE_URL_FILE": str(file.parent / "vault.url"), "HOME": "/"}
    assert read_settings(VaultSettings, None, environment).database_url.get_secret_value() == URL


def test_a_file_named_in_the_environment_wins_over_one_named_in_the_file(file) -> None:
    file.write_text('port = 7001\ndatabase_url_file = "nowhere.url"')
    environment = {"LEEWARD_DATABASE_URL_FILE": str(file.parent / "vault.url")}
    assert read_settings(VaultSettings, file, environment).database_url.get_secret_value() == URL


def test_settings_do_not_print_their_secrets(file) -> None:
    settings = read_settings(VaultSettings, None, {"LEEWARD_PORT": "1", "LEEWARD_DATABASE_URL": URL})
    assert "canary" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_settings_cannot_be_changed_afterwards() -> None:
    settings = read_settings(ZoneSettings, None, {"LEEWARD_PORT": "1"})
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 2


def test_a_secret_in_the_settings_file_is_refused(file) -> None:
    file.write_text(f'port = 7001\ndatabase_url = "{URL}"')
    with pytest.raises(SecretInTheOpen):
        read_settings(VaultSettings, file, {})


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('port = "canary"', "port"),
        ("port = 70000", "port"),
        ("port = 1\ncanary = 1", "canary"),
        ("host = 'here'", "port"),
        ("port = 1\nhost = 5", "host"),
    ],
)
def test_what_is_wrong_is_named_and_its_value_is_not(file, content, named) -> None:
    file.write_text(content)
    with pytest.raises(NotValid, match=named) as raised:
        read_settings(ZoneSettings, file, {})
    assert named == "canary" or "canary" not in str(raised.value)
    assert raised.value.__suppress_context__


def test_what_is_missing_and_what_is_not_known_are_told_apart(file) -> None:
    """As where somebody names the settings of another zone."""
    file.write_text('host = 7\nwriter_url_file = "canary"\npage = "canary"\n[connections]\nleast = 5')
    with pytest.raises(NotValid) as raised:
        read_settings(VaultSettings, file, {})
    assert str(raised.value).endswith(
        " Missing: database_url_file, port. Not known here: connections.least, page, writer_url_file. Look at: host."
    )


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe", b"port = 1\n#" + b"x" * MAX_FILE_BYTES])
def test_a_file_that_is_not_toml_or_too_large_is_refused(file, content) -> None:
    file.write_bytes(content)
    with pytest.raises(NotReadable, match=r"vault\.toml"):
        read_settings(ZoneSettings, file, {})


def test_a_missing_file_is_refused(tmp_path) -> None:
    with pytest.raises(NotReadable):
        read_settings(ZoneSettings, tmp_path / "none.toml", {})


@pytest.mark.parametrize("mode", [0o604, 0o606, 0o620, 0o644, 0o601])
def test_a_secret_that_others_can_reach_is_refused(file, mode) -> None:
    (file.parent / "vault.url").chmod(mode)
    with pytest.raises(NotPrivate) as raised:
        read_secret(file.parent / "vault.url")
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o440, 0o640])
def test_a_secret_that_only_its_owner_and_group_can_read_is_taken(file, mode) -> None:
    (file.parent / "vault.url").chmod(mode)
    assert read_secret(file.parent / "vault.url").get_secret_value() == URL


class WholeSettings(ZoneSettings):
    pinned: PinnedWithPolicy
    sign_key: KeySeed
    database_url: DatabaseUrl
    vault_url: PeerUrl


PAPERS = ("roots.cbor", "directory-1.cbor", "policy.cbor")
GIVEN = {"port": "1", "pinned": "pinned", "sign_key": "ab" * 32, "database_url": URL, "vault_url": "http://vault:7002"}


def whole(folder: Path, **change: str) -> WholeSettings:
    """Settings as an operator writes them, each secret in a private file of its own."""
    (folder / "pinned").mkdir()
    for paper in PAPERS:
        (folder / "pinned" / paper).touch()
    lines = []
    for name, value in (GIVEN | change).items():
        if name in {"sign_key", "database_url"}:
            (folder / name).touch(mode=0o600)
            (folder / name).write_text(value)
        lines.append(f'{name}_file = "{name}"' if name in {"sign_key", "database_url"} else f'{name} = "{value}"')
    (folder / "zone.toml").write_text("\n".join(lines))
    return read_settings(WholeSettings, folder / "zone.toml", {})


def test_keys_addresses_and_papers_that_are_some_are_taken(tmp_path) -> None:
    assert whole(tmp_path).sign_key.get_secret_value() == "ab" * 32


@pytest.mark.parametrize(
    ("name", "value", "look_at"),
    [
        ("sign_key", "canary", "sign_key_file"),
        ("sign_key", "ab" * 31, "sign_key_file"),
        ("database_url", "canary", "database_url_file"),
        ("vault_url", "vault:7002", "vault_url"),
        ("vault_url", "http://vault:7002/canary", "vault_url"),
        ("pinned", "canary", "pinned"),
    ],
)
def test_a_key_an_address_or_a_folder_that_is_none_is_named_as_the_file_names_it(
    tmp_path, name, value, look_at
) -> None:
    with pytest.raises(NotValid) as raised:
        whole(tmp_path, **{name: value})
    assert str(raised.value).endswith(f"Look at: {look_at}.")
    assert "canary" not in str(raised.value)


class FetchingSettings(ZoneSettings):
    pinned: PinnedFolder


@pytest.mark.parametrize(("missing", "starts"), [("roots.cbor", 0), ("directory-1.cbor", 0), ("policy.cbor", 1)])
def test_a_zone_starts_with_the_papers_that_it_does_not_fetch(tmp_path, missing, starts) -> None:
    assert whole(tmp_path).pinned == tmp_path / "pinned"
    (tmp_path / "pinned" / missing).unlink()
    with pytest.raises(NotValid, match="pinned"):
        read_settings(WholeSettings, tmp_path / "zone.toml", {})
    given = {"LEEWARD_PORT": "1", "LEEWARD_PINNED": str(tmp_path / "pinned")}
    if starts:
        assert read_settings(FetchingSettings, None, given).pinned == tmp_path / "pinned"
    else:
        with pytest.raises(NotValid, match="pinned"):
            read_settings(FetchingSettings, None, given)


def test_a_key_in_the_environment_is_refused() -> None:
    with pytest.raises(SecretInTheEnvironment):
        read_settings(WholeSettings, None, {"LEEWARD_PORT": "1", "LEEWARD_SIGN_KEY": "ab" * 32})


def test_what_is_no_address_of_a_database_is_refused_before_anybody_is_asked(file) -> None:
    assert read_database_url(file.parent / "vault.url").get_secret_value() == URL
    (file.parent / "vault.url").write_text("canary")
    with pytest.raises(NotReadable) as raised:
        read_database_url(file.parent / "vault.url")
    assert "canary" not in str(raised.value)


def test_even_unread_settings_do_not_echo_what_was_wrong() -> None:
    with pytest.raises(ValueError, match="port") as raised:
        ZoneSettings.model_validate({"port": "canary"})
    assert "canary" not in str(raised.value)


def test_every_error_says_what_happened() -> None:
    assert all(str(error()) for error in SettingsError.__subclasses__())
