"""What the demo's people say. All of it is made up: places, names and numbers belong to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from protocol.ids import date_of


@dataclass(frozen=True, slots=True)
class Story:
    """One person's report. `partner` vouched with a card, or nobody did; `identity` is TOML for the identity part,
    `file` goes as it is, for a curator to read."""

    who: str
    language: str
    text: str
    partner: str | None
    identity: str | None = None
    file: bytes | None = None


LANGUAGES = {"en": "English", "fr": "French", "sw": "Swahili"}
STORIES = (
    Story(
        "a teacher",
        "en",
        "On Tuesday night three lorries without plates stopped at the school in Kibira. Men in uniform asked "
        "Mr Joseph Otieno for the list of families from the hill. My number is +254 712 345 678.",
        "lantern",
        identity='name = "Grace Wanjiru"\nphone = "+254712345678"\nnote = "Call only after eight in the evening."\n',
    ),
    Story(
        "a nurse",
        "fr",
        "Depuis lundi, les blessés arrivent du marché de Mbanga. Le docteur Amadou Diallo a compté onze personnes. "
        "Des hommes armés contrôlent la route et demandent les papiers.",
        "lantern",
    ),
    Story(
        "a fisherman",
        "sw",
        "Usiku wa Jumatano watu wenye silaha walifika kijijini Matongo. Walichukua vijana watano kwa gari jeupe. "
        "Mzee Baraka Mwinyi aliwaona.",
        "acacia",
    ),
    Story(
        "a student",
        "en",
        "Since the weekend there is a roadblock at the bridge near Sanzu. They let some people through and not others. "
        "Write to me at k.student@example.org if it opens.",
        "acacia",
    ),
    Story(
        "a trader",
        "fr",
        "Vendredi, à la barrière de Sanzu, ils ont tiré en l'air puis brûlé deux boutiques. "
        "Le commerçant Ibrahim Koné a fui avec sa famille vers la côte.",
        "harbour",
    ),
    Story(
        "a passer-by",
        "sw",
        "Niliona moshi mwingi sokoni Ijumaa jioni. Watu walikuwa wanakimbia kuelekea pwani.",
        None,
    ),
)

TEXT_MESSAGE = "Lorries at Kibira again tonight, people leaving for the coast. Tell Father Luka."
TEXT_SENDER = "+254700111222"

SUMMARY = {
    "title": "Armed checkpoints and shops set on fire; families moving to the coast",
    "bluf": (
        "Armed men have set up checkpoints and stop travellers by origin. Shops were burnt and young people taken "
        "away by vehicle. Families are leaving for the coast. The pattern has spread within one week."
    ),
    "gaps": "Who commands the men is not known, nor where those taken are held.",
}
SMALL_SUMMARY = {
    "title": "Vehicles seen near a place of learning",
    "bluf": "Vehicles of unknown ownership stopped by night, and lists of households were demanded.",
    "gaps": "It is not known who sent them.",
}


def summary_of(today: int, words: Mapping[str, str], event_type: str) -> dict[str, Any]:
    """What a curator's form holds, with these words, for the North and this week."""
    day = date_of(today)
    year, week, _ = day.isocalendar()
    return {
        **words,
        "type": "leeward/v1/summary",
        "language": "en",
        "event_type": event_type,
        "actor": "non-state-armed",
        "harm": "10-99",
        "area": "xa-01",
        "period": f"{year}-w{week:02}",
        "risk_factors": [1, 7, 8],
        "stage": "mobilization",
        "credibility": 2,
        "verification": "corroborated",
        "likelihood": "likely",
        "confidence": "moderate",
        "tlp": "amber",
        "valid_until": today + 14,
        "change": "new",
        "minors_or_sexual_violence": False,
        "predecessor": None,
    }
