"""What words mean to the painter: colours of sky and ground, an accent, and motifs to draw.

One table; a new word is a new row. Words that are in no row choose harmonious colours by their
digest, in any script. This module never sees a pixel.
"""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from workers.engines.painting.chance import Chance, Floats


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word brings. Colours: sky from zenith to light, ground from far to darkest."""

    sky: str = ""
    ground: str = ""
    tint: str = ""
    motifs: str = ""
    weight: float = 1.0


def _time(sky: str, motifs: str = "", ground: str = "") -> Meaning:
    return Meaning(sky=sky, ground=ground, motifs=motifs, weight=4)


def _place(ground: str, motifs: str, sky: str = "") -> Meaning:
    return Meaning(sky=sky, ground=ground, motifs=motifs, weight=0.8)


def _mood(ground: str, motifs: str = "", sky: str = "") -> Meaning:
    return Meaning(sky=sky, ground=ground, motifs=motifs, weight=3)


def _thing(motifs: str, tint: str = "", ground: str = "", sky: str = "") -> Meaning:
    return Meaning(motifs=motifs, tint=tint, ground=ground, sky=sky, weight=1)


def _colour(tint: str) -> Meaning:
    return Meaning(tint=tint, motifs="tint")


ROWS: dict[str, Meaning] = {
    # Hours and weather.
    "dawn sunrise morning daybreak": _time("5f7ea6 f3b795 fff0c4", "sun"),
    "sunset dusk evening twilight": _time("3f3d6e e8714f ffd58a", "sun"),
    "night midnight nocturne": _time("0c1738 2c4f80 f6edc4", "moon stars"),
    "day noon sunny summer": _time("4f93c4 cfe3e4 fff8dc", "sun clouds"),
    "moon moonlight lunar": _time("16264a 4f739a f7f0d2", "moon"),
    "star stars starry constellation constellations galaxy cosmos space nebula universe": _time(
        "0d1030 43306b ffe9c9", "stars swirl"
    ),
    "storm thunder tempest stormy": _time("2b3440 75838a dfe3d5", "clouds rain swirl"),
    "rain rainy drizzle monsoon": _time("6f8a8c bfcdbf eef0d8", "rain mist"),
    "mist fog misty foggy haze": _time("93a6ad d3d6cd f5efdd", "mist"),
    "cloud cloudy overcast": _time("8497a8 d3d4cf fbf3e1", "clouds"),
    "winter snow snowy ice frost frozen arctic": _time(
        "8fabc4 dbe4e8 fff9ea", "snow hills", "d9e3ea b3c7d8 7d95b0 3a4a63"
    ),
    # Seasons and moods.
    "autumn fall fallen leaf leaves october november": _mood(
        "d9a45a c8692c 8a3a1e 35201a", "", "b9a58c efd3a0 fff0c8"
    ),
    "spring april may blossom": _mood(
        "dfe0a8 a8c27a 5f8f5f 2c4a3f", "flowers", "9fc3d4 f6dfe0 fff6ea"
    ),
    "minimal minimalist calm quiet zen serene": _mood("e6e0d4 d3cabc b0a598 5c554f", "calm"),
    "dark gothic noir gloomy": _mood("4a4650 2f2c38 1d1b26 0d0c12", "", "1d1d29 4a4552 c9b9a0"),
    "dream dreamy magic magical fairy": _mood(
        "b7a4cf 8a86c0 5d5a9a 2b2a55", "stars", "6a6db0 e9b8cf fff0e0"
    ),
    "neon cyberpunk synthwave": _mood("b13f9c 4c2a86 25155a 0d0a2b", "", "120b3a e0409a 6ff0ee"),
    "vintage antique old retro sepia": _mood(
        "d8bf93 b08d5e 77583a 362619", "", "b5a078 e7d2a6 fff1d0"
    ),
    "tropical paradise": _mood("8fd0b0 2f9f8a 156a66 0b3136", "", "43a7c8 f9dba8 fff3cf"),
    # Places.
    "sea ocean coast beach wave waves lake river water harbour harbor sailing": _place(
        "7fb0b8 2f7391 164a6b 0a2238", "sea", "7ea8c4 dfe0d0 fff3d6"
    ),
    "desert dune dunes sahara sand": _place(
        "ecc48a d99a4e a85c33 4d2a2a", "dunes", "7fa0b5 f4d7a8 fff1cc"
    ),
    "mountain mountains alps peak peaks cliff": _place(
        "a9b8c9 6f86a3 43587a 1c2740", "mountains", "7396bb ecd9cc fff3dd"
    ),
    "hill hills valley countryside landscape tuscany": _place(
        "c3c98e 8aa25a 4e7040 22372c", "hills", "86afc8 f0e3c4 fff5d8"
    ),
    "forest wood woods tree trees grove": _place(
        "b5c08a 6d8c4f 3a5c3c 172a22", "forest", "a8bcae eee6c0 fff6d8"
    ),
    "jungle rainforest": _place(
        "a5cf8f 2f8f5f 12604a 06281f", "forest vines", "8fb5a0 dfe8b8 fbf7d0"
    ),
    "meadow field grass garden park": _place(
        "cfd08a 8fb04f 4f7d3a 23402a", "meadow", "84b4d4 f2e8cc fff7dc"
    ),
    "city town street skyline urban tokyo paris york venice": _place(
        "a79fa8 6d6880 403f5c 1b1b2e", "city", "6d7fa0 eabf9f ffe6b8"
    ),
    # Things to look at.
    "fox foxes": _thing("creature", "d65a1f"),
    "wolf dog puppy cat kitten": _thing("creature", "8a7b70"),
    "bird birds swallow gull raven crow": _thing("birds", "2a2a33"),
    "queen king prince princess knight": _thing("figure crown", "b3202c"),
    "portrait woman man girl boy person face lady figure": _thing("figure", "a04a3a"),
    "card cards poker": _thing("card", "b8202b", "f0e6d0 e3d3b3 b89d76 2b2222"),
    "heart hearts love valentine": _thing("heart", "c3222f"),
    "vase porcelain ceramic ceramics pottery china": _thing(
        "vase calm", "3f63a8", "ece8e0 dcd6cc b4aea8 565560", "c9ced0 efece4 fffdf6"
    ),
    "bottle jug cup still": _thing(
        "vase", "7a5a3a", "d2bd9a a3835f 6a4d3a 2b201c", "58504a 8f7d69 e8d3a9"
    ),
    "flower flowers rose roses tulip poppy poppies peony bouquet": _thing("flowers", "d33f5b"),
    "planet planets mars saturn jupiter": _thing("orb stars", "d08a52", "", "0b0f26 2a2450 f4d9b0"),
    "orb sphere": _thing("orb", "e0a24a"),
    "circle circles bubble bubbles balloon balloons": _thing("orbs"),
    "fire flame flames lava volcano ember": _thing(
        "ribbons", "ff9a2e", "d8532a 8f2418 4a1418 180a10", "2b1018 b03a1e ffd070"
    ),
    "abstract music jazz silk ribbon wind": _thing("ribbons", "d98f3a"),
    # Colours and materials.
    "red crimson scarlet ruby vermilion": _colour("c5282f"),
    "orange copper rust": _colour("dd7426"),
    "gold golden amber honey": _colour("e2a93b"),
    "yellow lemon": _colour("f0cf4a"),
    "green lime moss": _colour("5a9447"),
    "emerald jade malachite": _colour("159565"),
    "teal turquoise cyan aqua": _colour("2ba5a5"),
    "blue azure cobalt sapphire": _colour("2a62b8"),
    "indigo ultramarine": _colour("33368f"),
    "violet purple lavender amethyst": _colour("7a52ab"),
    "pink magenta fuchsia": _colour("dc6a9b"),
    "brown chocolate bronze": _colour("7d5233"),
    "black ebony obsidian ink": _colour("17171d"),
    "white ivory pearl cream": _colour("f4efe4"),
    "grey gray silver stone concrete": _colour("9a9a98"),
    # Only worth saying in the negative: the picture has these unless they are ruled out.
    "grain grainy noise noisy": _thing("grain"),
    "vignette frame framing": _thing("vignette"),
    "texture impasto brushstrokes brushwork": _thing("relief"),
}
MEANINGS = {word: meaning for words, meaning in ROWS.items() for word in words.split()}
SMALL_WORDS = {"a", "an", "and", "at", "for", "from", "in", "of", "on", "over", "the", "to", "with"}
ALWAYS = {"grain", "vignette", "relief"}
GROUNDS = ("mountains", "hills", "dunes", "meadow", "forest", "city", "sea")  # back to front
SUBJECTS = ("card", "figure", "creature", "vase", "orb", "heart")
FREE = ("ribbons", "strata", "orbs", "waves")

# Twelve families around the colour wheel, pale to dark: neighbours agree, opposites spark.
WHEEL = (
    "f7dcd8 e59a94 c4424f 7c2238 34121f",
    "fbdccb f0a07a d8603c 8f3524 3a1716",
    "fbe6c4 f0b866 d98a2b 93551d 3b2214",
    "f6ecc0 e3ca5c b99a2d 72601f 302a14",
    "e9edc4 b5c468 7a9440 485f2c 1d2a18",
    "d5e8cc 8cc08a 45895a 265741 10281f",
    "cde9df 72c0ac 2a8a80 16595a 0a2a2e",
    "cfe5ec 7ab5cd 2f80a8 1b4f74 0c2438",
    "d5def0 8ea6d8 4a68b4 2c3f7c 131c3e",
    "dedaf0 a99bd8 6f58b0 45357a 1e173a",
    "ebd8ec c595cb 93509c 5c3068 281432",
    "f5d6e2 e08fb0 b84a7c 74284f 301024",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A prompt as the painter understands it."""

    sky: Floats  # zenith, horizon, light
    ground: Floats  # far, middle, near, darkest
    accent: Floats
    motifs: frozenset[str]
    muted: tuple[tuple[Floats, float], ...] = ()  # colours to hold back, and how firmly


def rgb(hexes: str) -> Floats:
    """Turn "rrggbb rrggbb" into rows of red, green and blue from 0 to 1."""
    rows = [[int(h[i : i + 2], 16) for i in (0, 2, 4)] for h in hexes.split()]
    return np.array(rows, np.float32) / np.float32(255)


def words_of(text: str) -> list[str]:
    """Give the words that say something, in order; an emoji counts as its Unicode name."""
    named = "".join(f" {_emoji_name(c)} " if unicodedata.category(c) == "So" else c for c in text)
    plain = unicodedata.normalize("NFKC", named).casefold()
    words = re.findall(r"[^\W_]+", plain) or plain.split()
    return [word for word in words if word not in SMALL_WORDS]


def _emoji_name(emoji: str) -> str:
    """Say an emoji in words, without those that tell how it is drawn."""
    return re.sub(r"\b(FACE|HEAVY|BLACK|WHITE|WITH)\b", "", unicodedata.name(emoji, emoji))


def by_chance(chance: Chance) -> Reading:
    """Colours and a motif that no prompt asked for, yet that go together."""
    first = int(chance.one() * 12)
    second = (first + chance.pick((1, 2, 11, 10, 5))) % 12
    spark = (second + chance.pick((5, 6, 7))) % 12
    above, below = rgb(WHEEL[first]), rgb(WHEEL[second])
    bright = chance.one() < 0.6
    sky = np.stack([above[1 if bright else 3], above[0 if bright else 2], below[0]])
    return Reading(sky, below[1:], rgb(WHEEL[spark])[2], frozenset({chance.pick(FREE)}) | ALWAYS)


def read(prompt: str, negative: str) -> Reading:
    """Give colours and motifs to a prompt, less what the negative prompt rules out."""
    ruled_out = words_of(negative)
    words = [word for word in words_of(prompt) if word not in ruled_out]
    known = [meaning for word in words if (meaning := _meaning(word))]
    motifs = {motif for meaning in known for motif in meaning.motifs.split()}
    unsaid = by_chance(Chance("unsaid", *[word for word in words if not _meaning(word)]))
    if not motifs - {"tint", "calm"}:
        motifs |= unsaid.motifs
    skies = [(m.weight if m.motifs != "tint" else 0, rgb(m.sky)) for m in known if m.sky]
    grounds = [(m.weight, rgb(m.ground)) for m in known if m.ground]
    # Words that we do not know still lean on the colours: any other prompt is another picture.
    sky = _blend([*skies, (0.25 if skies else 1, unsaid.sky)])
    ground = _blend([*grounds, (0.2 if grounds else 1, unsaid.ground)])
    tints = [rgb(m.tint)[0] for m in known if m.tint and m.motifs == "tint"]
    things = [rgb(m.tint)[0] for m in known if m.tint and m.motifs != "tint"]
    accent = (tints or things or [unsaid.accent])[0]
    if tints and things:
        accent = tints[0] * 0.7 + things[0] * 0.3
    # A colour beside a thing is the thing's; elsewhere it colours the land, and an unnamed sky.
    subject = bool(motifs & set(SUBJECTS))
    for tint in tints:
        sky = _tinted(sky, tint, 0.12 if skies else 0.6)
        ground = _tinted(ground, tint, (0.12 if subject else 0.45) if grounds else 0.6)
    motifs |= ALWAYS
    muted: list[tuple[Floats, float]] = []
    for word in ruled_out:
        meaning = _meaning(word)
        if meaning is None:
            muted.append((by_chance(Chance("unwanted", word)).accent, 0.3))
            continue
        motifs -= set(meaning.motifs.split())
        # To rule out a moon takes the moon away, and of its blue only a little.
        firmly = 0.95 if meaning.motifs in ("", "tint") else 0.3
        colours = meaning.tint or " ".join(meaning.ground.split()[1:2] or meaning.sky.split()[:1])
        muted += [(rgb(colours)[0], firmly)] if colours else []
    return Reading(sky, ground, accent, frozenset(motifs), tuple(muted))


def _meaning(word: str) -> Meaning | None:
    return MEANINGS.get(word) or MEANINGS.get(word.removesuffix("s"))


def _blend(weighted: list[tuple[float, Floats]]) -> Floats:
    total = 0.0  # Not sum(): Python 3.12 adds floats in another way than 3.11.
    for weight, _ in weighted:
        total += weight
    mixed = weighted[0][1] * np.float32(weighted[0][0] / total)
    for weight, colours in weighted[1:]:
        mixed = mixed + colours * np.float32(weight / total)
    return mixed


def _tinted(colours: Floats, tint: Floats, lean: float) -> Floats:
    """Lean each colour towards the tint at its own lightness, so that dark stays dark."""
    grey, own = lightness(colours), lightness(tint)
    shifted = tint + (grey - own)[:, None] * np.float32(0.85)
    return np.clip(colours * np.float32(1 - lean) + shifted * np.float32(lean), 0, 1)


def lightness(colours: Floats) -> Floats:
    """How light colours are. Written out, since a matrix product adds in an order of its own."""
    grey: Floats = colours[..., 0] * 0.3 + colours[..., 1] * 0.59 + colours[..., 2] * 0.11
    return grey
