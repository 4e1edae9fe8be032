"""What the policy zone can be told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from server.pages.origin import ORIGIN
from server.policy.notices.settings import NoticeSettings
from server.settings import DatabaseUrl, KeySeed, PeerUrl, PinnedFolder


def _in_a_folder(file: Path) -> Path:
    if file.is_dir() or not file.parent.is_dir():
        raise ValueError("not a file's name in a folder that is there")
    return file


class Settings(NoticeSettings):
    """policy.toml. `incoming`: the file as which administrators put a newer signed bundle; it need not be there yet.

    `vault_url`: the vault, which is asked what a proposed policy would newly let pass; without it that is not said.

    `pages`: where browsers find the staff's pages, such as https://staff.example.org; without it there are none.
    `organisation_secrets`: a folder with one private file for each organisation whose sign-in knows this zone by a
    secret, `<organisation>.secret`.

    `custodian_page`: the folder with the built page of custodians, and then `custodian_page_host`, a host name (with
    its port, if that is not the scheme's own) for it alone, and `custodian_page_doors`, the addresses of the vault, the
    policy zone, the log and intake, as custodians reach them. `custodian_page_origins`: where such a page is, for which
    this zone's own door is to answer.

    Notices: NoticeSettings.
    """

    pinned: PinnedFolder
    sign_key: KeySeed
    database_url: DatabaseUrl
    ledger_url: PeerUrl
    incoming: Annotated[Path, AfterValidator(_in_a_folder)]
    vault_url: PeerUrl | None = None
    authorities: tuple[str, ...] = ()
    pages: Annotated[str, Field(pattern=ORIGIN)] | None = None
    organisation_secrets: Path | None = None
    custodian_page: Path | None = None
    custodian_page_host: Annotated[str, Field(pattern=r"^[a-z0-9.:\[\]-]{1,255}$")] | None = None
    custodian_page_doors: tuple[PeerUrl, ...] = ()
    custodian_page_origins: tuple[PeerUrl, ...] = ()

    @model_validator(mode="after")
    def _has_a_host_for_the_page(self) -> Self:
        own = {*self.authorities, f"{self.host}:{self.port}", (self.pages or "").rpartition("/")[2]}
        if self.custodian_page and (self.custodian_page_host is None or self.custodian_page_host in own):
            raise ValueError("a host name for the page alone")
        return self
