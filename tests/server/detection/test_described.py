"""Who has no name in a text is told by what they do, what they have, and a place of which there is one."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect


def masked(text: str, language: str = "en", mode: Mode = Mode.RECALL) -> list[str]:
    return [text[span.start : span.end] for span in detect(text, mode, language).spans]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "She mends shoes by the ferry, they told us.", "mends shoes by the ferry"),
        ("en", "The man lost his right thumb then.", "right thumb"),
        ("en", "They asked for the girl who rang the bell, and left.", "the girl who rang the bell"),
        ("en", "They dug all night behind the bakery, they told us.", "the bakery"),
        ("en", "They met at the disused silo then.", "the disused silo"),
        ("en", "They slept at the Lutheran dispensary then.", "Lutheran dispensary"),
        ("en", "It was her neighbour's doing, they told us.", "her neighbour's"),
        ("fr", "Il paraît que celui qui répare les radios a tout vu.", "répare les radios"),
        ("fr", "Ils ont demandé où dormait sa femme hier soir.", "sa femme"),
        ("fr", "Ils ont vu le chauffeur du préfet dans la rue.", "chauffeur du préfet"),
        ("sw", "Watu hao walisema kwamba anashona nguo na wakaenda.", "anashona nguo"),
        ("sw", "Watu hao walimchukua shangazi yake na wakaenda.", "shangazi yake"),
        ("sw", "Watu hao walimtaka mkulima wa pamba na wakaenda.", "mkulima wa pamba"),
        ("ha", "Mutanen sun tafi da ƙanwarsa jiya da dare.", "ƙanwarsa"),
        ("ha", "Mutanen sun tambayi direban babbar mota a jiya.", "direban babbar"),
    ],
)
def test_who_has_no_name_is_told_by_what_is_said_of_them(language: str, text: str, said: str) -> None:
    found = masked(text, language)
    assert any(said in each for each in found), found


def test_balanced_mode_leaves_what_may_be_said_of_many() -> None:
    assert masked("She mends shoes, and they met behind the bakery.", mode=Mode.BALANCED) == []


@pytest.mark.parametrize("text", ["They went to the village and to the river.", "They came with others, and left."])
def test_what_there_is_much_of_tells_nobody(text: str) -> None:
    assert masked(text) == []
