"""Accept-Language and Accept-Encoding, read as RFC 9110 says, whatever stands in them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.intake.preferences import language_for, takes_gzip

LANGUAGES = ("ar", "en", "fr", "pt-br", "sw")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("", "en"),
        ("ar", "ar"),
        ("AR", "ar"),
        ("fr-CA", "fr"),
        ("fr-CA-x-private", "fr"),
        ("pt", "en"),
        ("pt-BR", "pt-br"),
        ("pt-BR-x-y, fr;q=0.9", "pt-br"),
        ("de, sw;q=0.5, fr;q=0.7", "fr"),
        ("sw;q=0.7, fr;q=0.7", "sw"),
        ("fr;q=0.7,sw;q=0.7", "fr"),
        ("fr;q=0, sw;q=0.001", "sw"),
        ("fr;q=0", "en"),
        ("de, es", "en"),
        ("*", "en"),
        ("*, fr;q=0.9", "en"),
        ("fr;q=0.9, *;q=0.1", "fr"),
        ("en;q=0, *", "ar"),
        ("en;q=0, ar;q=0, fr;q=0, pt-br;q=0, sw;q=0, *", "en"),
        ("  sw\t;\tq=1.000 , fr;q=0.999", "sw"),
        ("fr;Q=0.2, sw;q=0.3", "sw"),
        ("fr;q=1.1, sw;q=0.1", "sw"),
        ("fr;q=0.1234, sw;q=0.1", "sw"),
        ("fr;q=x, fr;, ;q=1, fr q=1, fr;q=1;x=2, sw;q=0.1", "sw"),
        ("../en, /en, fr/, {fr}, ar\0, sw\n", "en"),
        ("-fr, fr-, --", "fr"),
        ("fr" * 64, "en"),
    ],
)
def test_the_language_that_fits_best_is_taken(said: str, language: str) -> None:
    assert language_for(said, LANGUAGES, "en") == language


@pytest.mark.parametrize("said", ["gzip", "GZIP", "x-gzip", "deflate, gzip;q=0.001", "br, *", "gzip;q=1.0, *;q=0"])
def test_who_takes_gzip_gets_it(said: str) -> None:
    assert takes_gzip(said)


@pytest.mark.parametrize(
    "said", ["", "identity", "br", "gzip;q=0", "gzip;q=0.000, *", "gzip2", "*;q=0", "gzip;q=2", "gzip;q=0, gzip"]
)
def test_nobody_else_gets_it(said: str) -> None:
    assert not takes_gzip(said)


@given(st.text(max_size=300))
def test_whatever_is_said_there_is_one_language(said: str) -> None:
    assert language_for(said, LANGUAGES, "en") in LANGUAGES
    assert takes_gzip(said) in {True, False}


@pytest.mark.parametrize("piece", [",", ";", "-", "a-", "fr;q=0.5,", "*,", "\t", "a;q=0.", "é"])
def test_as_much_of_it_as_a_head_can_hold_costs_next_to_nothing(piece: str) -> None:
    said = (piece * 16384)[:16384]
    begun = time.process_time()
    language_for(said, LANGUAGES, "en")
    takes_gzip(said)
    assert time.process_time() - begun < 1
