"""Dice and words for documents: the same throws on every machine and by every Python."""

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
Json = dict[str, Any]


def listed(words: str) -> list[str]:
    """Give the words of a text."""
    return words.split()


NOUNS = listed("""
account action address agreement alert amount app archive asset balance branch budget
bucket capture card cart change channel charge check claim client code comment commit company
contact contract country coupon credit customer delivery deployment device digest discount dispute
document domain download email entry environment event export fee field file filter folder grant
group hook image invite invoice issue item job key label language level license limit line link
list location log mail manifest member merge message metric milestone mode note number order owner
package page parent payment payout period person plan policy price product profile project quote
range rate reader reason receipt record refund region release report request reserve review role
rule run runner scope secret segment seller session setting shipment source stage status step
store subject summary table tag target task tax team template term test thread tier token topic
total transfer trigger unit update upload user value variant vendor version view voucher wallet
webhook window workflow zone""")
ADJECTIVES = listed("""
active advanced available billing blocked current default default_branch due
effective enabled expected external failed final first hosted initial internal last latest linked
manual max min nested next open original pending previous primary private public recent required
secondary selected shared single total unique verified visible""")
VERBS = listed("add apply cancel check create disable enable find list open refresh remove retry")
SMALL = listed("""
the a an of for to in on with by when whether that this which is are was can must may
only if not and or any each all as from""")


class Dice:
    """A seeded source of choices."""

    def __init__(self, seed: str) -> None:
        # Of all that Random does, only the sequence of random() is promised to stay.
        self._throw = Random(seed).random

    def chance(self, share: float) -> bool:
        """Whether one of so large a share."""
        return self._throw() < share

    def between(self, low: int, high: int) -> int:
        """Give a number from `low` to `high`, both included."""
        return low + int(self._throw() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Give one of the items."""
        return items[int(self._throw() * len(items))]

    def along(self, *points: int) -> int:
        """Give a number spread like these, the smallest, those at equal steps, and the greatest."""
        at = self._throw() * (len(points) - 1)
        low, high = points[int(at)], points[int(at) + 1]
        return int(low + (high - low) * (at % 1))

    def name(self, joint: str = "_") -> str:
        """Give a name of one to three words."""
        words = [self.pick(ADJECTIVES)] if self.chance(0.4) else []
        words += [self.pick(NOUNS) for _ in range(1 + self.chance(0.6))]
        return joint.join(words)

    def names(self, count: int, joint: str = "_") -> list[str]:
        """Give so many different names."""
        found: dict[str, None] = {}
        while len(found) < count:
            name = self.name(joint)
            found[name if name not in found else f"{name}{joint}{len(found)}"] = None
        return list(found)

    def sentence(self) -> str:
        """Give six to eighteen words, at times with Markdown in them."""
        words = [self.pick(SMALL if i % 2 else NOUNS) for i in range(self.between(6, 18))]
        if self.chance(0.3):
            words[3] = f"`{self.name()}`"
        if self.chance(0.15):
            words[2] = f"[{words[2]} {words[4]}](https://docs.example.com/{self.name('/')})"
        if self.chance(0.1):
            words[1] = f"**{words[1]}**"
        return " ".join(words).capitalize() + "."

    def prose(self, length: int) -> str:
        """Give at least so many characters of Markdown, in paragraphs once it is long."""
        text = self.sentence()
        while len(text) < length:
            text += ("\n\n" if self.chance(0.2) else " ") + self.sentence()
        return text

    def token(self) -> str:
        """Give 24 letters and digits."""
        return "".join(self.pick("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(24))
