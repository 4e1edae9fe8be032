"""English words by which people and places are told that are not named: what they live by, their bodies, a village."""

from __future__ import annotations

from server.detection.lexicon.entry import words

LIVINGS = words(
    """
    bakes baked brews brewed builds butchers carves cleans cooks cultivates delivers digs drives drove edits farms
    farmed fishes fished grows guards herds herded hunts imports keeps manages managed mends mines owns paints plays
    ploughs preaches preached presides repairs repaired rears rents rides runs sells sold sews sewed smuggles supplies
    tailors teaches taught tends trades traded translates treats washes weaves works worked writes heads chairs leads
    coaches
    """
)

BODY = words(
    """
    ankle arm arms back beard belly breast brow calf cheek chest chin ear ears elbow eye eyebrow eyebrows eyes face
    finger fingers fist foot feet forehead hair hand hands head heel hip jaw knee knees leg legs lip lips moustache
    mustache neck nose palm rib ribs shoulder shoulders skin skull spine stomach thigh throat thumb toe toes tongue
    tooth teeth vision waist wrist
    """
)

MARKS = words(
    """
    amputated artificial bald bandaged bent blind broke broken crooked crushed cut false gold golden grey hurt injured
    lame left long loss lost missing one right scar scars shaved silver stiff tattoo tattooed twisted upper lower white
    without wooden wounded
    """
)

# Kinds of places of which there are many, or which are large.
NOT_SPOTS = words(
    """
    area basin bay building canal center centre city coast community compound constituency county delta desert district
    estate field fields highway house island islands kingdom locality massif mountain mountains municipality parish park
    pass path peninsula plain plateau prefecture province range region river road settlement street sub-county subcounty
    suburb territory town township valley village villages ward zone
    """
)

SPOTS = words(
    """
    bakery bar barbershop barn bookshop butchery cafe cave cinema crossroads dispensary forge garage graveyard
    greenhouse kiln kiosk madrassa mission office orchard pharmacy playground pond post pump restaurant sawmill
    shed shop silo spring stable stall store studio tavern tree vineyard well workshop
    """
)
