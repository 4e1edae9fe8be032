"""What a French body is called goes on in small letters, and is masked to its end."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect


def masked(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text, Mode.RECALL, "fr").spans]


@pytest.mark.parametrize(
    "body",
    [
        "Office national des forêts",
        "Agence régionale de santé",
        "Ligue camerounaise des droits humains",
        "Fédération des éleveurs du Logone",
        "tribunal militaire de garnison de Kasaro",
        "ministère de la Pêche",
    ],
)
def test_a_body_is_masked_to_its_end(body: str) -> None:
    text = f"Selon eux, la plainte est allée devant {body} et rien ne s'est passé depuis."
    assert any(body in each for each in masked(text)), masked(text)


def test_a_body_without_a_name_is_none() -> None:
    assert masked("Ils ont parlé devant le conseil et le comité, puis ils sont partis.") == []
