"""What a desk says of the files that it cannot clean, as it starts."""

from __future__ import annotations

import logging

import pytest

from server.redaction import rounds

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("cleans", "lines"), [(True, 0), (False, 1)])
async def test_a_desk_that_cannot_clean_documents_says_so_as_it_starts(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, cleans: bool, lines: int
) -> None:
    monkeypatch.setattr(rounds, "can_clean", lambda: cleans)
    with caplog.at_level(logging.WARNING):
        await rounds.look_for_cleaner().act()
    assert len([one for one in caplog.records if "documents-not-cleaned" in one.getMessage()]) == lines
