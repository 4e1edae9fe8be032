"""Rules of a draft are parsed once, and only those that a person writes are kept."""

from __future__ import annotations

from server.policy_checking import texts


def kept_of(rule: str) -> int:
    texts._kept.cache_clear()
    assert [one.id for one in texts.rules_in(rule)] == ["one"]
    return texts._kept.cache_info().currsize


def test_a_long_rule_is_read_and_takes_no_memory_afterwards() -> None:
    def of(numbers: int) -> str:
        return f'@id("one") permit (principal, action, resource) when {{ [{",".join(["1"] * numbers)}].contains(1) }};'

    assert (kept_of(of(3)), kept_of(of(3000))) == (1, 0)
