"""What must agree within a figure, beyond its shape: each limb is set once, keys follow each other, no text names a side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ergo_cli.content.load import Path as Place
from ergo_cli.content.model.base import Item
from ergo_cli.content.model.figures import Clip, Key, Mark, Picture, Stance

# A mirror swaps them, and so does whoever looks at a figure from the front.
_SIDES = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_RIVALS = (
    ("root", "move"),
    *((f"{side}_{a}", f"{side}_{b}") for side in ("left", "right") for a, b in (("arm", "hand"), ("leg", "foot"))),
)
# Fewer than this many keys cannot go round.
_ROUND = 3


def figure_findings(item: Item) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong with *item*, with the place inside it; nothing if it is not part of a figure."""
    if isinstance(item, Stance):
        yield from _rivals(item)
    if isinstance(item, Clip | Picture | Mark):
        yield from (((name,), "names a side") for name in ("name", "text") if _SIDES.search(getattr(item, name, "")))
    if isinstance(item, Clip):
        yield from _keys(item)
    if isinstance(item, Mark):
        yield from _mark(item)


def _mark(mark: Mark) -> Iterator[tuple[Place, str]]:
    if (mark.at is None) == (mark.angle is None):
        yield (), "needs either 'at' or 'angle'"
    elif "{deg}" in mark.text and mark.angle is None:
        yield ("text",), "has no 'angle' to fill {deg}"


def _rivals(stance: Stance) -> Iterator[tuple[Place, str]]:
    for one, other in _RIVALS:
        if getattr(stance, one) is not None and getattr(stance, other) is not None:
            yield (other,), f"there is already {one!r}"


def _keys(clip: Clip) -> Iterator[tuple[Place, str]]:
    if not clip.approach and not clip.loop:
        yield (), "needs 'approach' or 'loop'"
    if 0 < len(clip.loop) < _ROUND:
        yield ("loop",), f"needs {_ROUND} keys or more to go round"
    yield from _in_no_time("approach", clip.approach, 1)
    yield from _in_no_time("loop", clip.loop, 0)


def _in_no_time(name: str, keys: tuple[Key, ...], start: int) -> Iterator[tuple[Place, str]]:
    """Find keys that are reached in no time; only the first of an approach may be, as the start."""
    for index, key in enumerate(keys[start:], start):
        if not key.take:
            yield (name, index, "take"), "must be above 0"
