"""What can be drawn: skies, grounds, subjects and free forms, each one function on a scene.

To add a motif: write its function beside its kin, name it in a table here and in words.py.
"""

from collections.abc import Callable

from workers.engines.painting.motifs import cards, forms, lands, people, skies, things, towns, woods
from workers.engines.painting.scene import Scene
from workers.engines.painting.words import FREE, GROUNDS, SUBJECTS

Draw = Callable[[Scene], None]
LAND: dict[str, Draw] = {
    "sea": lands.sea,
    "dunes": lands.dunes,
    "mountains": lands.mountains,
    "hills": lands.hills,
    "forest": woods.forest,
    "meadow": woods.meadow,
    "city": towns.city,
}
THINGS: dict[str, Draw] = {
    "figure": people.figure,
    "creature": things.creature,
    "vase": things.vase,
    "orb": things.orb,
    "heart": things.heart,
}
FORMS: dict[str, Draw] = {
    "ribbons": forms.ribbons,
    "strata": forms.strata,
    "orbs": forms.orbs,
    "waves": forms.waves,
}


def compose(scene: Scene) -> None:
    """Choose a composition for the motifs of the reading and draw it back to front."""
    motifs = scene.reading.motifs
    grounds = [name for name in GROUNDS if name in motifs]
    subjects = [name for name in SUBJECTS if name in motifs]
    free = [name for name in FREE if name in motifs]
    if "card" in motifs:
        cards.card(scene)
        return
    if grounds or (not subjects and not free):
        skies.sky(scene)
        for light in ("moon", "sun", "clouds", "birds"):
            if light in motifs:
                skies.SKY[light](scene)
        # Rolling hills close a sky that stands over nothing.
        for name in grounds or ["meadow" if "flowers" in motifs else "hills"]:
            if name == "sea" and len(grounds) > 1:
                scene.horizon = scene.high * 0.74  # Water lies in front of what stands behind it.
            LAND[name](scene)
        if "flowers" in motifs and "meadow" not in grounds:
            woods.flowers(scene)
    elif subjects:
        things.backdrop(scene)
    for name in [] if grounds or subjects else free:
        FORMS[name](scene)
    for name in subjects:
        THINGS[name](scene)
    if "vines" in motifs:
        woods.vines(scene)
    if "mist" in motifs:
        skies.mist(scene)
